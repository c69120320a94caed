import { describe, it } from "vitest";

import { sumTokens, tokensOf, usableTokens } from "./token-totals.ts";

const EVENT = { ts: "", provider: "p", model: "m", sent: 0, recv: 0 };

describe("tokensOf", () => {
  it.for([
    { fields: {}, tokens: undefined, why: "no tokens" },
    {
      fields: {
        input_tokens: 5,
        output_tokens: 2,
        cached_tokens: 3,
        cache_write_tokens: 1,
        reasoning_tokens: 2,
      },
      tokens: {
        input: 5,
        output: 2,
        cached: 3,
        cacheWrite: 1,
        reasoning: 2,
        reqs: 1,
        inputReqs: 1,
        outputReqs: 1,
      },
      why: "all of one request",
    },
    {
      fields: { input_tokens: 0, output_tokens: 0 },
      tokens: { input: 0, output: 0, reqs: 1, inputReqs: 1, outputReqs: 1 },
      why: "none at all, which is known",
    },
    {
      fields: { output_tokens: 2 },
      tokens: { output: 2, reqs: 1, inputReqs: 0, outputReqs: 1 },
      why: "the output alone",
    },
    {
      fields: { count: 5, input_tokens: 9, token_reqs: 3 },
      tokens: { input: 9, reqs: 3, inputReqs: 3, outputReqs: 0 },
      why: "of three of five requests",
    },
    {
      fields: { count: 5, input_tokens: 9 },
      tokens: undefined,
      why: "of nobody knows how many of five",
    },
    {
      fields: { count: 1, input_tokens: 9 },
      tokens: undefined,
      why: "the same with a count of one",
    },
    {
      fields: { count: 5, input_tokens: 9, token_reqs: 0 },
      tokens: undefined,
      why: "of none of five",
    },
    { fields: { input_tokens: 9, token_reqs: 0 }, tokens: undefined, why: "of none of one" },
    {
      fields: { count: 5, input_tokens: 9, token_reqs: 6 },
      tokens: undefined,
      why: "of six of five",
    },
    ...[-1, 0.5, 2 ** 60, "7", null, true, {}, [7], "NaN"].map((bad) => ({
      fields: { input_tokens: bad, output_tokens: 2 },
      tokens: { output: 2, reqs: 1, inputReqs: 0, outputReqs: 1 },
      why: `an input that is no count: ${JSON.stringify(bad)}`,
    })),
    ...[-1, 0.5, "3", null, {}].map((bad) => ({
      fields: { input_tokens: 1, token_reqs: bad },
      tokens: { input: 1, reqs: 1, inputReqs: 1, outputReqs: 0 },
      why: `a number of requests that is none: ${JSON.stringify(bad)}`,
    })),
    {
      fields: {
        input_tokens: 1,
        output_tokens: 1,
        cached_tokens: 2,
        cache_write_tokens: 2,
        reasoning_tokens: 2,
      },
      tokens: { input: 1, output: 1, reqs: 1, inputReqs: 1, outputReqs: 1 },
      why: "parts that are larger than their whole",
    },
  ])("reads $why", ({ fields, tokens }, { expect }) => {
    expect(tokensOf({ ...EVENT, ...fields })).toEqual(tokens);
  });
});

describe("usableTokens", () => {
  it.for([NaN, Infinity, -1, 1.5, 2 ** 53])("does not take %d for a count", (input, { expect }) => {
    expect(usableTokens({ input, output: 1 })).toMatchObject({ output: 1, inputReqs: 0 });
    expect(usableTokens({ input })).toBeUndefined();
  });
});

describe("sumTokens", () => {
  it("says of how many requests each sum is", ({ expect }) => {
    const some = tokensOf({ ...EVENT, output_tokens: 2 });
    const all = tokensOf({ ...EVENT, input_tokens: 5, output_tokens: 1 });

    expect(sumTokens(some, all)).toEqual({
      input: 5,
      output: 3,
      reqs: 2,
      inputReqs: 1,
      outputReqs: 2,
    });
    expect(sumTokens(some, undefined)).toEqual(some);
    expect(sumTokens(undefined, undefined)).toBeUndefined();
  });

  it("stays exact where sums are not", ({ expect }) => {
    const most = tokensOf({ ...EVENT, input_tokens: Number.MAX_SAFE_INTEGER });

    expect(sumTokens(most, most)?.input).toBe(Number.MAX_SAFE_INTEGER);
  });
});
