import { fakeChatClient } from "@hexai/chat/testing";
import { describe, it, vi } from "vitest";

import { startedServer } from "./testing/started-server.ts";

describe("startServer", () => {
  it("says what it can do", async ({ expect }) => {
    const { initialized } = await startedServer({
      chat: fakeChatClient(),
      capabilities: { general: { positionEncodings: ["utf-8", "utf-16"] } },
    });

    expect(initialized).toMatchObject({
      capabilities: {
        positionEncoding: "utf-8",
        textDocumentSync: { openClose: true, change: 2, save: true },
        codeActionProvider: { codeActionKinds: ["quickfix", "refactor", "source"] },
        executeCommandProvider: {
          commands: expect.arrayContaining(["hexai.action", "hexai.stats"]),
        },
      },
      serverInfo: { name: "hexai-lsp", version: "1.2.3" },
    });
  });

  it("tells once what is wrong with the configuration, and goes on", async ({ expect }) => {
    const { messages, client, log } = await startedServer({
      chat: fakeChatClient(),
      issues: ["/c.toml:1: wrong", "/c.toml:2: wrong too"],
    });

    await client.sendRequest("workspace/executeCommand", { command: "hexai.stats" });

    await vi.waitFor(() => expect(messages).toHaveLength(2));
    expect(messages[0]?.type).toBe(1);
    expect(messages[0]?.message).toContain("/c.toml:1: wrong\n/c.toml:2: wrong too");
    expect(log.entries).toContain("error: /c.toml:1: wrong\n/c.toml:2: wrong too");
  });

  it("answers shutdown with null", async ({ expect }) => {
    const { client } = await startedServer({ chat: fakeChatClient() });

    await expect(client.sendRequest("shutdown")).resolves.toBeNull();
  });
});
