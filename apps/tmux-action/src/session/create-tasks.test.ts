import { ChatError } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { defaultConfig } from "@hexai/config";
import { describe, it } from "vitest";

import { createTasks, runAction } from "./create-tasks.ts";

const { signal } = new AbortController();

describe("runAction", () => {
  it("makes the model's answer fit", async ({ expect }) => {
    const tasks = tasksWith(fakeChatClient("```\n", "b", "\n```"));

    await expect(runAction("simplify", tasks, signal)).resolves.toBe("  b\n");
  });

  it("fails as the model does", async ({ expect }) => {
    const tasks = tasksWith(failingChatClient(new ChatError("unavailable", "503")));

    await expect(runAction("simplify", tasks, signal)).rejects.toThrow("503");
  });

  it("passes the signal on", async ({ expect }) => {
    const tasks = tasksWith(fakeChatClient("b"));

    await expect(runAction("simplify", tasks, AbortSignal.abort())).rejects.toMatchObject({
      code: "aborted",
    });
  });

  it("says which actions there are", async ({ expect }) => {
    await expect(runAction("dance", tasksWith(fakeChatClient()), signal)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/"dance".*rewrite.*skip/),
    });
  });
});

function tasksWith(client: ReturnType<typeof failingChatClient>) {
  return createTasks({
    bytes: Promise.resolve(Buffer.from("  a\n")),
    config: Promise.resolve(defaultConfig()),
    action: "simplify",
    path: undefined,
    keepsCode: true,
    chat: (messages, options) => client.chat({ messages }, options),
  });
}
