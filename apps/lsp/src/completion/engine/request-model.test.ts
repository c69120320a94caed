import { type ChatClient, ChatError, type FinishedChat } from "@hexai/chat";
import { failingCompletionClient, fakeChatClient, fakeCompletionClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";

import type { Completer } from "./completion-model.ts";
import { askModel, type AskOptions, type Question } from "./request-model.ts";

const QUESTION: Question = {
  prefix: "é(",
  suffix: ")",
  languageId: "go",
  maxTokens: 64,
  temperature: 0,
  stop: ["\n"],
  messages: () => [{ role: "user", text: "what?" }],
};

describe("askModel", () => {
  it("asks natively", async ({ expect }) => {
    const native = fakeCompletionClient("a", "b");
    const chat = fakeChatClient("never");

    const words = await ask({ native, chat });

    expect(words).toEqual({ text: "ab", via: "native", isWhole: true });
    expect(chat.requests).toEqual([]);
    const { messages: _, ...asked } = QUESTION;
    expect(native.requests).toEqual([asked]);
  });

  it("asks in a chat what cannot be asked natively", async ({ expect }) => {
    const chat = fakeChatClient("a", "b");

    const words = await ask({ native: fakeCompletionClient(), chat });

    expect(words).toEqual({ text: "ab", via: "chat", isWhole: true });
    expect(chat.requests).toEqual([
      { messages: QUESTION.messages(), maxTokens: 64, temperature: 0 },
    ]);
  });

  it.for(["native", "chat"] as const)(
    "stops a %s that has said enough, and counts it",
    async (via, { expect }) => {
      const stopped: FinishedChat[] = [];
      const completer =
        via === "native"
          ? { native: fakeCompletionClient("é", "b", "c"), chat: fakeChatClient() }
          : { native: fakeCompletionClient(), chat: fakeChatClient("é", "b", "c") };

      const words = await ask(completer, {
        isEnough: ({ text }) => text === "éb",
        onStopped: (chat) => stopped.push(chat),
      });

      expect(words).toEqual({ text: "éb", via, isWhole: true });
      const sentBytes = via === "native" ? 4 : 5;
      expect(stopped).toEqual([{ provider: "fake", model: "fake-1", sentBytes, recvBytes: 3 }]);
    },
  );

  it("fails as the model does", async ({ expect }) => {
    const error = new ChatError("unavailable", "down");

    await expect(
      ask({ native: failingCompletionClient(error), chat: fakeChatClient("x") }),
    ).rejects.toBe(error);
  });

  it("is no success when the caller aborts, even if it was enough", async ({ expect }) => {
    const caller = new AbortController();
    const stopped: FinishedChat[] = [];
    const asking = ask(
      { native: fakeCompletionClient("a", "b"), chat: fakeChatClient() },
      {
        signal: caller.signal,
        isEnough() {
          caller.abort();
          return true;
        },
        onStopped: (chat) => stopped.push(chat),
      },
    );

    await expect(asking).rejects.toMatchObject({ code: "aborted" });
    expect(stopped).toEqual([]);
  });

  it("leaves the counting to the client when the answer came to its end all the same", async ({
    expect,
  }) => {
    const stopped: FinishedChat[] = [];

    const words = await ask(
      { native: fakeCompletionClient("a"), chat: fakeChatClient() },
      { isEnough: () => true, onStopped: (chat) => stopped.push(chat) },
    );

    expect(words.text).toBe("a");
    expect(stopped).toEqual([]);
  });
});

function ask(
  clients: { readonly native: Completer["native"]; readonly chat: ChatClient },
  options: Partial<AskOptions> = {},
) {
  const completer = { provider: "fake", model: "fake-1", ...clients };
  return askModel(completer, QUESTION, {
    signal: new AbortController().signal,
    isEnough: () => false,
    onStopped: () => undefined,
    ...options,
  });
}
