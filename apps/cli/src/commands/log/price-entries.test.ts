import { describe, it } from "vitest";

import type { Answer, Conversation } from "../../conversation/message.ts";
import { keptCost } from "./list.ts";
import { costOf } from "./price-entries.ts";

const TOKENS = { input: 1_000_000, output: 0 };
const GPT = { index: 0, provider: "openai", name: "gpt-4.1" };

describe("costOf", () => {
  it.for([
    { why: "what the provider said", answers: [{ costUsd: 0.5 }], usd: 0.5, reqs: 1 },
    {
      why: "the table",
      answers: [{ tokens: TOKENS, vendor: "openai" }],
      usd: 2,
      reqs: 1,
      isKept: false,
    },
    {
      why: "all of these",
      answers: [{ tokens: TOKENS, vendor: "openai" }, { vendor: "local" }, { costUsd: 0.5 }, {}],
      usd: 2.5,
      reqs: 3,
      isKept: false,
    },
    { why: "a host at home", answers: [{ vendor: "local" }], usd: 0, reqs: 1 },
    { why: "nobody who is known", answers: [{ tokens: TOKENS }], usd: undefined, reqs: 0 },
    { why: "no tokens", answers: [{ vendor: "openai" }], usd: undefined, reqs: 0 },
    {
      why: "an answer that broke off",
      answers: [{ costUsd: 0.5 }, { end: "aborted" as const, bytes: undefined, vendor: undefined }],
      usd: 0.5,
      reqs: 1,
    },
    {
      why: "the cache",
      answers: [{ isCached: true, tokens: TOKENS, vendor: "openai" }],
      usd: undefined,
      reqs: 0,
    },
  ])("takes the cost of a conversation from $why", async (row, { expect }) => {
    const { answers, usd, reqs, isKept = true } = row;
    const conversation = conversationWith(answers);

    await expect(costOf(conversation)).resolves.toEqual({ usd, reqs });
    expect(keptCost(conversation)).toEqual(isKept ? { usd, reqs } : undefined);
  });
});

function conversationWith(answers: readonly Partial<Answer>[]): Conversation {
  const base = { parent: "q", at: Date.UTC(2026, 10, 29), role: "assistant" } as const;
  return {
    id: "x",
    messages: answers.map((answer, index): Answer => ({
      ...base,
      id: String(index),
      content: "a",
      end: "whole",
      model: GPT,
      bytes: { sent: 1, recv: 1 },
      ...answer,
    })),
  };
}
