import * as fc from "fast-check";
import { describe, it } from "vitest";

import { parseStatsFile, encodeStatsFile } from "../file/stats-file.ts";
import { createSnapshot, type UsageGroup } from "../snapshot/snapshot.ts";
import { compactAsRelease010 } from "../testing/compact-as-release-010.ts";
import { usage } from "../testing/events.ts";
import { COMPACT_ABOVE, compact } from "./compact.ts";
import { usableTokens } from "./token-totals.ts";
import { countOf, type UsageEvent } from "./usage-event.ts";

const NOW = Date.UTC(2026, 0, 1, 12);
const WINDOW_SECONDS = 3600;

const TOKENS = fc
  .record(
    {
      input: fc.oneof(
        fc.nat(300_000),
        fc.constantFrom(0, 128_000, 128_001, 200_000, 200_001, 272_000, 272_001),
      ),
      output: fc.nat(5_000),
      cached: fc.nat(1_000),
      cacheWrite: fc.nat(1_000),
      reasoning: fc.nat(50),
    },
    { requiredKeys: [] },
  )
  .map(usableTokens);

const EVENTS = fc
  .array(
    fc.record({
      at: fc.integer({ min: NOW - 3_000_000, max: NOW }),
      model: fc.constantFrom("a", "b"),
      program: fc.option(fc.constantFrom("hexai", "hexai-lsp"), { nil: undefined }),
      vendor: fc.option(fc.constantFrom("openai", "local"), { nil: undefined }),
      costUsd: fc.option(fc.constantFrom(0, 0.01, 1.25), { nil: undefined }),
      tokens: fc.option(TOKENS, { nil: undefined }),
    }),
    { maxLength: 30 },
  )
  .map((few) =>
    Array.from({ length: few.length === 0 ? 0 : COMPACT_ABOVE + 1 }, (_, index) => {
      const one = few[index % few.length] ?? { at: NOW };
      return usage({ ...one, at: one.at - (index % 7) * 1000 });
    }),
  );

describe("compact", () => {
  it("keeps every sum and every cost, of each program and vendor", ({ expect }) => {
    fc.assert(
      fc.property(EVENTS, (events) => {
        const before = createSnapshot(events, NOW + 10, 10_000);
        const after = createSnapshot(compact(events, NOW + 10), NOW + 10, 10_000);

        expect(after).toEqual({ ...before, groups: expect.anything() });
        expect(withoutCosts(after.groups)).toEqual(withoutCosts(before.groups));
        expect(centsOf(after.groups)).toBe(centsOf(before.groups));
        expect(centsOf(compact(events, NOW + 10).map(groupOfOne))).toBe(
          centsOf(events.map(groupOfOne)),
        );
      }),
      { numRuns: 15 },
    );
  });

  it("keeps apart what must not be added up", ({ expect }) => {
    const kinds = [
      {},
      { program: "hexai" },
      { vendor: "hexai" },
      { tokens: { input: 1 } },
      { tokens: { output: 1 } },
      { tokens: { input: 1, output: 1 } },
      { tokens: { input: 128_000, cached: 1 } },
      { tokens: { input: 128_001, cached: 1 } },
      { tokens: { input: 200_001, cached: 1 } },
      { tokens: { input: 272_001, cached: 1 } },
      { costUsd: 0 },
      { tokens: { input: 1 }, costUsd: 1 },
    ];
    const at = NOW - 600_000;
    const events = Array.from({ length: 100 }, () =>
      kinds.map((kind) => usage({ at, ...kind })),
    ).flat();

    const compacted = compact(events, NOW);

    expect(compacted.map((event) => countOf(event))).toEqual(kinds.map(() => 100));
    expect(compacted.map(({ stored }) => stored.token_reqs)).toEqual(
      kinds.map(({ tokens }) => (tokens === undefined ? undefined : 100)),
    );
  });

  it("leaves tokens unknown after a program of release 0.1.0 has merged them, and never makes them wrong", ({
    expect,
  }) => {
    const steps = fc.array(
      fc.record({
        isOld: fc.boolean(),
        count: fc.integer({ min: 1, max: 700 }),
        minutes: fc.integer({ min: 0, max: 5 }),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, (all) => {
        let now = NOW;
        let events: readonly UsageEvent[] = [];
        let reqs = 0;
        let told = 0;
        for (const { isOld, count, minutes } of all) {
          now += minutes * 60_000;
          const extra = isOld
            ? {}
            : { program: "hexai", tokens: { input: 7, output: 3, cached: 2 }, costUsd: 0.5 };
          const fresh = Array.from({ length: count }, (_, index) =>
            usage({ at: now - index, ...extra }),
          );
          reqs += count;
          told += isOld ? 0 : count;
          const compacted = (isOld ? compactAsRelease010 : compact)([...events, ...fresh], now);
          events =
            parseStatsFile(encodeStatsFile({ unknown: {}, events: compacted }, now, 3600).text)
              ?.events ?? [];
        }
        const { global, groups } = createSnapshot(events, now, 100 * WINDOW_SECONDS);
        const { tokens } = global;

        expect(global).toMatchObject({ reqs, sent: reqs * 10, recv: reqs * 2 });
        expect(tokens?.reqs ?? 0).toBeLessThanOrEqual(told);
        expect(all.some(({ isOld }) => isOld) || tokens?.reqs === told).toBe(true);
        expect([tokens?.input, tokens?.output, tokens?.cached]).toEqual(
          tokens === undefined
            ? [undefined, undefined, undefined]
            : [7, 3, 2].map((each) => each * tokens.reqs),
        );
        for (const group of groups) {
          expect(group.costUsd ?? 0).toBe(group.costUsd === undefined ? 0 : group.reqs / 2);
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** A price with the tiers of all vendors, to the cent: what is above a limit costs twice as much. */
function centsOf(groups: readonly UsageGroup[]): number {
  const dollars = groups.map(({ costUsd, tokens }) => {
    if (costUsd !== undefined || tokens?.input === undefined) {
      return costUsd ?? 0;
    }
    const { input, output = 0, cached = 0, cacheWrite = 0, reqs } = tokens;
    const tier = [128_000, 200_000, 272_000].filter((limit) => input / reqs > limit).length;
    return ((input + output * 4 - cached / 2 + cacheWrite / 4) * 2 ** tier) / 1e6;
  });
  return Math.round(dollars.reduce((sum, one) => sum + one, 0) * 100);
}

function groupOfOne(event: UsageEvent): UsageGroup {
  const [group] = createSnapshot([event], NOW, 1e6).groups;
  return group ?? { provider: "", model: "", reqs: 0, sent: 0, recv: 0 };
}

function withoutCosts(groups: readonly UsageGroup[]): readonly unknown[] {
  return groups.map(({ costUsd, ...others }) => ({ ...others, isTold: costUsd !== undefined }));
}
