import { type ChatClient, ChatError, withUsage } from "@hexai/chat";
import { failingChatClient, fakeChatClient } from "@hexai/chat/testing";
import { describe, it } from "vitest";

import { type AnswerStore, withAnswerCache } from "./with-answer-cache.ts";

const REQUEST = { messages: [{ role: "user", content: "why" }] } as const;

describe("withAnswerCache", () => {
  it("asks once, and then gives the same answer in one piece", async ({ expect }) => {
    const { ask, hits, client } = setUp(fakeChatClient("be", "cause"));

    const first = await ask();
    const second = await ask();

    expect(first.deltas).toEqual(["be", "cause"]);
    expect(second).toEqual({ answer: first.answer, deltas: ["because"] });
    expect(hits).toEqual([7]);
    expect(client.requests).toHaveLength(1);
  });

  it("keeps a text that its asker does not keep", async ({ expect }) => {
    const { ask, kept } = setUp(forgetful(fakeChatClient("be", "cause")));

    await ask();

    expect(kept[0]?.[1]).toMatchObject({ text: "because", recvBytes: 7 });
  });

  it("keeps no reasoning that a streamed answer has shown", async ({ expect }) => {
    const { ask, kept } = setUp(fakeChatClient("Hm\n</think>\n", "\nbecause"));

    const first = await ask();
    const second = await ask();

    expect(first.deltas.join("")).toBe("Hm\n</think>\n\nbecause");
    expect(kept[0]?.[1]).toMatchObject({ text: "because", recvBytes: 7 });
    expect(second.answer.text).toBe("because");
  });

  it("keeps a closing mark behind reasoning that was cut before it was streamed", async ({
    expect,
  }) => {
    const client = fakeChatClient("Use </think> to close.");
    const { ask } = setUp({
      ...client,
      chat: async (...args) => ({ ...(await client.chat(...args)), isReasoningCut: true }),
    });

    await ask();
    const second = await ask();

    expect(second.answer.text).toBe("Use </think> to close.");
  });

  it.for([
    { length: 500_000, count: 1, why: "a long answer" },
    { length: 500_001, count: 0, why: "no answer that is longer still" },
  ])("keeps $why", async ({ length, count }, { expect }) => {
    const half = "x".repeat(length);
    const { ask, kept } = setUp(fakeChatClient(half, half));

    const { answer } = await ask();

    expect(answer.recvBytes).toBe(2 * length);
    expect(kept).toHaveLength(count);
  });

  it("lets its reader hold the answer back, a kept one too", async ({ expect }) => {
    const { chat } = setUp(fakeChatClient("a", "b"));
    const log: string[] = [];
    const onDelta = async (delta: string): Promise<void> => {
      log.push(`${delta} begins`);
      await new Promise((resolve) => setImmediate(resolve));
      log.push(`${delta} ends`);
    };

    await chat.chat(REQUEST, { onDelta });
    await chat.chat(REQUEST, { onDelta });

    expect(log).toEqual(["a begins", "a ends", "b begins", "b ends", "ab begins", "ab ends"]);
  });

  it("does not count a hit", async ({ expect }) => {
    let counted = 0;
    const { ask } = setUp(
      withUsage(fakeChatClient("x"), () => {
        counted += 1;
      }),
    );

    await ask();
    await ask();

    expect(counted).toBe(1);
  });

  it("keeps no failure", async ({ expect }) => {
    const { ask, kept } = setUp(failingChatClient(new ChatError("unavailable", "503")));

    await expect(ask()).rejects.toThrow("503");

    expect(kept).toEqual([]);
  });

  it("sweeps once when its request is under way, and at no other time", async ({ expect }) => {
    const sweepsSeen: number[] = [];
    const { ask, sweeps } = setUp({
      ...fakeChatClient(),
      async chat(_, { onUnderWay } = {}) {
        sweepsSeen.push(sweeps());
        onUnderWay?.();
        onUnderWay?.();
        sweepsSeen.push(sweeps());
        return { text: "x", sentBytes: 1, recvBytes: 1 };
      },
    });

    await ask();
    await ask();

    expect(sweepsSeen.slice(0, 2)).toEqual([0, 1]);
  });
});

/** The client of somebody who only wants the deltas. */
function forgetful(client: ChatClient): ChatClient {
  return {
    ...client,
    chat: async (...args) => ({ ...(await client.chat(...args)), text: "" }),
  };
}

function setUp<Client extends ChatClient>(client: Client) {
  const kept: Parameters<AnswerStore["keep"]>[] = [];
  const hits: number[] = [];
  let sweeps = 0;
  const store: AnswerStore = {
    find: () => Promise.resolve(kept[0] && { answer: kept[0][1], ageMs: 7 }),
    keep: (...entry) => Promise.resolve(void kept.push(entry)),
    sweep: () => Promise.resolve(void (sweeps += 1)),
  };
  const chat = withAnswerCache(client, store, {}, (ageMs) => hits.push(ageMs));
  return {
    chat,
    client,
    kept,
    hits,
    sweeps: () => sweeps,
    ask: async () => {
      const deltas: string[] = [];
      const answer = await chat.chat(REQUEST, { onDelta: (delta) => deltas.push(delta) });
      return { answer, deltas };
    },
  };
}
