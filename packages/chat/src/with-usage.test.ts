import { describe, it, vi } from "vitest";

import { ChatError } from "./chat-error.ts";
import { failingChatClient, fakeChatClient } from "./testing/fake-chat-client.ts";
import { type FinishedChat, withUsage } from "./with-usage.ts";

const REQUEST = { messages: [{ role: "user", content: "¿qué?" }] } as const;

describe("withUsage", () => {
  it("reports a Chat once, with its sizes in UTF-8 bytes", async ({ expect }) => {
    const finished: FinishedChat[] = [];
    const client = withUsage(fakeChatClient("hé", "llo"), (chat) => finished.push(chat));

    await client.chat(REQUEST);

    expect(finished).toEqual([{ provider: "fake", model: "fake-1", sentBytes: 7, recvBytes: 6 }]);
  });

  it("passes deltas and the answer on", async ({ expect }) => {
    const deltas: string[] = [];
    const client = withUsage(fakeChatClient(" ", "\n", "x"), () => undefined);

    const answer = await client.chat(REQUEST, { onDelta: (text) => deltas.push(text) });

    expect(deltas).toEqual([" ", "\n", "x"]);
    expect(answer.text).toBe(" \nx");
  });

  it("reports nothing when the Chat fails", async ({ expect }) => {
    const onFinished = vi.fn<() => void>();
    const client = withUsage(failingChatClient(new ChatError("unavailable", "503")), onFinished);

    await expect(client.chat(REQUEST)).rejects.toThrow("503");
    expect(onFinished).not.toHaveBeenCalled();
  });

  it("reports nothing when the Chat is aborted", async ({ expect }) => {
    const onFinished = vi.fn<() => void>();
    const client = withUsage(fakeChatClient("a"), onFinished);

    await expect(client.chat(REQUEST, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "aborted",
    });
    expect(onFinished).not.toHaveBeenCalled();
  });
});
