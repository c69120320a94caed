import { join } from "node:path";

import { calcPrice, findProvider } from "@pydantic/genai-prices";
import { describe, it } from "vitest";

import { loadPricing, type PricedRequests } from "../pricing.ts";
import { cutVendor, formatTable, VENDORS } from "../testing/cut-table.ts";
import type { PricedTokens } from "./table-price.ts";

/** Each with the tokens of one request: small, of every tier and at its limits, with every part. */
const SMALL: PricedTokens = { input: 1000, output: 20 };
const USAGES: readonly PricedTokens[] = [
  { input: 0, output: 0 },
  SMALL,
  { input: 100_000, output: 1000, cached: 40_000, cacheWrite: 10_000 },
  ...[128_000, 128_001, 199_999, 200_000, 200_001, 271_999, 272_000, 272_001].map((input) => ({
    input,
    output: 5000,
    cached: 1000,
    cacheWrite: 500,
    reasoning: 700,
  })),
  { input: 1_000_000, output: 10_000, cached: 400_000, cacheWrite: 100_000, reasoning: 10_000 },
];

/** Times between which dated prices and those of some hours change. */
const TIMES = [
  "2025-01-01T12:00:00Z",
  "2026-09-23T02:30:00Z",
  "2026-11-29T18:00:00Z",
  "2027-02-01T08:00:00Z",
];

const DATES = ["-20260102", "-2026-01-02"];

describe("the table of prices", () => {
  it("is as cut-table.ts cuts it", async ({ expect }) => {
    await expect(formatTable()).toMatchFileSnapshot(join(import.meta.dirname, "price-table.ts"));
  });

  it.for(VENDORS)(
    "agrees with the package that it is cut out of: %s",
    async (vendor, { expect }) => {
      const names = [...cutVendor(vendor).keys()];
      const differences: unknown[] = [];
      for (const time of TIMES) {
        const at = Date.parse(time);
        const { costOf } = await loadPricing([requestOf(vendor, "any", SMALL)], new Map(), at);
        for (const model of names) {
          for (const usage of USAGES) {
            const theirs = theirPrice(vendor, model, usage, at);
            const ours = costOf([requestOf(vendor, model, usage)]).usd;
            if (ours === undefined || theirs === undefined || Math.abs(ours - theirs) > 1e-9) {
              differences.push({ time, model, usage, ours, theirs });
            }
          }
        }
      }

      expect(names.length).toBeGreaterThan(2);
      expect(differences.slice(0, 10)).toEqual([]);
    },
  );

  it.for(VENDORS)(
    "gives no model another price than the package does: %s",
    async (vendor, { expect }) => {
      const at = Date.parse("2026-11-29T18:00:00Z");
      const { costOf } = await loadPricing([requestOf(vendor, "any", SMALL)], new Map(), at);
      const models = findProvider({ providerId: vendor })?.models.map(({ id }) => id) ?? [];
      const prices = models.map((model) => ({
        model,
        ours: costOf([requestOf(vendor, model, SMALL)]).usd,
        theirs: theirPrice(vendor, model, SMALL, at),
      }));

      expect(models.length).toBeGreaterThan(2);
      expect(prices.filter(({ ours, theirs }) => ours !== undefined && ours !== theirs)).toEqual(
        [],
      );
    },
  );

  it.for(VENDORS)(
    "gives a dated name the price that the package gives it, where that knows the name: %s",
    async (vendor, { expect }) => {
      const at = Date.parse("2026-11-29T18:00:00Z");
      const { costOf } = await loadPricing([requestOf(vendor, "any", SMALL)], new Map(), at);
      const dated = [...cutVendor(vendor).keys()].flatMap((name) =>
        DATES.map((date) => name + date),
      );
      const prices = dated.map((model) => ({
        model,
        ours: costOf([requestOf(vendor, model, SMALL)]).usd,
        theirs: theirPrice(vendor, model, SMALL, at),
      }));

      expect(prices.filter(({ ours, theirs }) => theirs !== undefined && ours !== theirs)).toEqual(
        [],
      );
    },
  );
});

function requestOf(vendor: string, model: string, usage: PricedTokens): PricedRequests {
  return { provider: "any", model, vendor, reqs: 1, tokens: { ...usage, reqs: 1 } };
}

function theirPrice(
  vendor: string,
  model: string,
  { input, output, cached, cacheWrite, reasoning }: PricedTokens,
  at: number,
): number | undefined {
  const usage = {
    input_tokens: input,
    output_tokens: output,
    ...(cached !== undefined && { cache_read_tokens: cached }),
    ...(cacheWrite !== undefined && { cache_write_tokens: cacheWrite }),
    ...(reasoning !== undefined && { output_reasoning_tokens: reasoning }),
  };
  return calcPrice(usage, model, { providerId: vendor, timestamp: new Date(at) })?.total_price;
}
