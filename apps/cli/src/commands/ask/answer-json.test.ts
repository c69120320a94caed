import { describe, it } from "vitest";

import { answerJson } from "./answer-json.ts";

const REPORT = {
  provider: "openai",
  model: "gpt-4.1",
  elapsedMs: 1500,
  answer: { text: "a\n", sentBytes: 3, recvBytes: 2 },
  cachedMs: undefined,
  conversation: "20261129-160102-x",
  costUsd: undefined,
};

describe("answerJson", () => {
  it.for([
    {
      tokens: { input: 7, output: 9, cached: 4, cacheWrite: 0, reasoning: 5 },
      usage: {
        input_tokens: 7,
        output_tokens: 9,
        cached_tokens: 4,
        cache_write_tokens: 0,
        reasoning_tokens: 5,
        cost_usd: 0.0012,
      },
      costUsd: 0.0012,
    },
    {
      tokens: { output: 9 },
      usage: {
        input_tokens: null,
        output_tokens: 9,
        cached_tokens: null,
        cache_write_tokens: null,
        reasoning_tokens: null,
        cost_usd: null,
      },
    },
    {
      tokens: undefined,
      usage: {
        input_tokens: null,
        output_tokens: null,
        cached_tokens: null,
        cache_write_tokens: null,
        reasoning_tokens: null,
        cost_usd: 0,
      },
      costUsd: 0,
    },
    {
      tokens: undefined,
      usage: {
        input_tokens: null,
        output_tokens: null,
        cached_tokens: null,
        cache_write_tokens: null,
        reasoning_tokens: null,
        cost_usd: null,
      },
    },
  ])("tells the tokens $tokens as $usage", ({ tokens, usage, costUsd }, { expect }) => {
    const answer = { ...REPORT.answer, ...(tokens === undefined ? {} : { tokens }) };

    const json = answerJson({ ...REPORT, answer, costUsd });

    expect(json).not.toContain("\n");
    expect(JSON.parse(json)).toEqual({
      text: "a\n",
      provider: "openai",
      model: "gpt-4.1",
      usage,
      bytes: { sent: 3, recv: 2 },
      duration: 1.5,
      cached: false,
      conversation: "20261129-160102-x",
    });
  });
});
