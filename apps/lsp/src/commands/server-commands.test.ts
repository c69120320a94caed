import { fakeChatClient } from "@hexai/chat/testing";
import { describe, it, vi } from "vitest";

import { startedServer } from "../testing/started-server.ts";

describe("hexai.toggleCompletions", () => {
  it("says what the state is now", async ({ expect }) => {
    const { client, messages } = await startedServer({ chat: fakeChatClient() });

    await client.sendRequest("workspace/executeCommand", { command: "hexai.toggleCompletions" });
    await client.sendRequest("workspace/executeCommand", { command: "hexai.toggleCompletions" });

    await vi.waitFor(() => {
      expect(messages.map(({ message }) => message)).toEqual([
        "Hexai: completions are off",
        "Hexai: completions are on",
      ]);
    });
  });
});
