import type { ChatAnswer, ChatClient } from "@hexai/chat";
import { afterEach, beforeEach, describe, it, vi } from "vitest";

import { connect, PROVIDERS_UNDER_TEST } from "../testing/connect.ts";
import { withRehearsal } from "./with-rehearsal.ts";

const REQUEST = { messages: [{ role: "user", text: "x" }] } as const;
const ANSWER: ChatAnswer = { text: "ok", sentBytes: 1, recvBytes: 2 };

describe("a rehearsal", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("happens while the answer is waited for, once", async ({ expect }) => {
    const understudy = clientOf(() => Promise.resolve(ANSWER));
    const client = withRehearsal(slowClient(100), understudy);

    const answers = Promise.all([client.chat(REQUEST), client.chat(REQUEST)]);
    await vi.advanceTimersByTimeAsync(100);
    const later = client.chat(REQUEST);
    await vi.advanceTimersByTimeAsync(100);

    expect([...(await answers), await later]).toEqual([ANSWER, ANSWER, ANSWER]);
    expect(understudy.chat).toHaveBeenCalledTimes(1);
  });

  it("does not happen when the answer is there before, or the failure", async ({ expect }) => {
    const understudy = clientOf(() => Promise.resolve(ANSWER));
    const failing = clientOf(() => Promise.reject(new Error("no")));

    const quick = withRehearsal(slowClient(1), understudy).chat(REQUEST);
    const failed = withRehearsal(failing, understudy).chat(REQUEST);
    await Promise.all([expect(failed).rejects.toThrow("no"), vi.advanceTimersByTimeAsync(1_000)]);

    expect(await quick).toEqual(ANSWER);
    expect(understudy.chat).not.toHaveBeenCalled();
  });

  it("does not happen once the answer has begun", async ({ expect }) => {
    const understudy = clientOf(() => Promise.resolve(ANSWER));
    const begun = clientOf(async (_, options) => {
      await options?.onDelta?.("o");
      return await slowClient(100).chat(REQUEST);
    });

    const answer = withRehearsal(begun, understudy).chat(REQUEST);
    await vi.advanceTimersByTimeAsync(100);

    expect(await answer).toEqual(ANSWER);
    expect(understudy.chat).not.toHaveBeenCalled();
  });

  it("may fail", async ({ expect }) => {
    const understudy = clientOf(() => Promise.reject(new Error("no")));

    const answer = withRehearsal(slowClient(100), understudy).chat(REQUEST);
    await vi.advanceTimersByTimeAsync(100);

    expect(await answer).toEqual(ANSWER);
  });
});

describe("while a provider thinks", () => {
  it.for(PROVIDERS_UNDER_TEST)(
    "the rehearsal of %s is neither heard nor sent",
    async (name, { expect }) => {
      const slow = { type: "answer", deltas: ["o", "k"], delayMs: 100 } as const;
      const { client, provider } = await connect(name, slow);
      const onDelta = vi.fn<(text: string) => void>();

      const { text, recvBytes } = await client.chat(REQUEST, { onDelta });

      expect({ text, recvBytes }).toEqual({ text: "ok", recvBytes: 2 });
      expect(onDelta.mock.calls).toEqual([["o"], ["k"]]);
      expect(provider.requests).toHaveLength(1);
    },
  );
});

function clientOf(chat: ChatClient["chat"]) {
  return { provider: "p", model: "m", chat: vi.fn<ChatClient["chat"]>(chat) };
}

function slowClient(milliseconds: number): ChatClient {
  return clientOf(() => new Promise((resolve) => setTimeout(() => resolve(ANSWER), milliseconds)));
}
