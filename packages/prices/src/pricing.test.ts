import * as fc from "fast-check";
import { describe, it } from "vitest";

import { loadPricing, type PricedRequests, type UserPrices } from "./pricing.ts";

const NOW = Date.UTC(2026, 10, 29);
const NONE: UserPrices = new Map();
const MILLION = { input: 1_000_000, cached: 400_000, cacheWrite: 100_000, output: 10_000, reqs: 1 };
const ONE: PricedRequests = {
  provider: "openai",
  model: "gpt-4.1",
  vendor: "openai",
  reqs: 1,
  tokens: MILLION,
};

describe("loadPricing", () => {
  it.for([
    ["openai", "gpt-4.1", 1, 1.48],
    ["openai", "gpt-4.1-2025-04-14", 1, 1.48],
    ["openai", "gpt-5-mini", 1, 0.18],
    ["anthropic", "claude-sonnet-4-5", 1, 4.215],
    ["anthropic", "claude-sonnet-4-5", 10, 2.145],
    ["openrouter", "anthropic/claude-sonnet-4.5", 1, 4.215],
    ["openrouter", "meta-llama/llama-3.3-70b-instruct:free", 1, 0],
    ["openrouter", "anthropic/claude-sonnet-4.5:free", 1, undefined],
    ["openrouter", "anthropic/claude-sonnet-4.5:thinking", 1, 4.215],
    ["openai", "no-such-model", 1, undefined],
    ["anthropic", "claude-sonnet-4-5-5", 1, undefined],
    ["no-such-vendor", "gpt-4.1", 1, undefined],
    ["__proto__", "constructor", 1, undefined],
    ["local", "gpt-4.1", 1, 0],
  ] as const)("prices %s's %s in %d requests", async ([vendor, model, reqs, usd], { expect }) => {
    const requests = { ...ONE, vendor, model, reqs, tokens: { ...MILLION, reqs } };

    const cost = (await loadPricing([requests], NONE, NOW)).costOf([requests]);

    expect(cost.usd?.toFixed(6)).toBe(usd?.toFixed(6));
    expect(cost.reqs).toBe(usd === undefined ? 0 : reqs);
  });

  it("prices the requests whose tokens are known, and says of how many", async ({ expect }) => {
    const some = { ...ONE, reqs: 15, tokens: { input: 1200, output: 0, reqs: 12 } };
    const none = { provider: "openai", model: "gpt-4.1", vendor: "openai", reqs: 3 };

    const { costOf } = await loadPricing([some, none], NONE, NOW);

    expect(costOf([some, none])).toEqual({ usd: expect.closeTo(0.0024), reqs: 12 });
    expect(costOf([none])).toEqual({ usd: undefined, reqs: 0 });
    expect(costOf([])).toEqual({ usd: undefined, reqs: 0 });
  });

  it.for([
    { tokens: { input: 5, reqs: 1 }, why: "the output" },
    { tokens: { output: 5, reqs: 1 }, why: "the input" },
  ])("knows no price without $why", async ({ tokens }, { expect }) => {
    const requests = { ...ONE, tokens };

    expect((await loadPricing([requests], NONE, NOW)).costOf([requests]).usd).toBeUndefined();
  });

  it("lets the provider's own word win, then the user's price, then this machine's", async ({
    expect,
  }) => {
    const prices: UserPrices = new Map([["OpenAI:gpt-4.1", { input: 1, output: 100 }]]);
    const told = { ...ONE, costUsd: 7 };
    const local = { ...ONE, vendor: "local" };
    const elsewhere = { ...ONE, provider: "lab" };

    const { costOf } = await loadPricing([told, ONE, local, elsewhere], prices, NOW);

    const costs = [told, ONE, local, elsewhere].map((each) => costOf([each]).usd);
    expect(costs).toEqual([7, 2, 2, expect.closeTo(1.48)]);
  });

  it("charges what was read from a cache and written to one as the user says", async ({
    expect,
  }) => {
    const price = { input: 2, output: 8, cached: 0.5, cache_write: 2.5 };
    const { costOf } = await loadPricing([ONE], new Map([["openai:gpt-4.1", price]]), NOW);

    expect(costOf([ONE]).usd).toBeCloseTo(1 + 0.2 + 0.25 + 0.08);
  });

  it("loads the table only for what needs it", async ({ expect }) => {
    const free = [
      { ...ONE, vendor: "local" },
      { ...ONE, costUsd: 1 },
      { provider: "p", model: "m", reqs: 1, vendor: "openai" },
      { provider: "p", model: "m", reqs: 1, tokens: MILLION },
    ];

    expect((await loadPricing(free, NONE, NOW)).tableDate).toBeUndefined();
    expect((await loadPricing([...free, ONE], NONE, NOW)).tableDate).toBe("2026-09-23");
  });

  it("never gives an amount that is none", async ({ expect }) => {
    const count = fc.oneof(fc.nat(), fc.constantFrom(0, 1, 272_001, Number.MAX_SAFE_INTEGER));
    const tokens = fc.record(
      { input: count, output: count, cached: count, cacheWrite: count, reqs: fc.nat() },
      { requiredKeys: ["reqs"] },
    );

    await fc.assert(
      fc.asyncProperty(
        fc.string(),
        fc.constantFrom("openai", "openrouter", "x"),
        tokens,
        async (model, vendor, each) => {
          const requests = [
            { ...ONE, vendor, tokens: each },
            { ...ONE, model, vendor, tokens: each },
          ];
          const { usd = 0 } = (await loadPricing(requests, NONE, NOW)).costOf(requests);

          expect(Number.isFinite(usd) && usd >= 0).toBe(true);
        },
      ),
    );
  });
});
