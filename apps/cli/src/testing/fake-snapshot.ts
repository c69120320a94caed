import { type Counters, type Snapshot, sumTokens } from "@hexai/stats";

import type { PricedReport } from "../commands/stats/usage-rows.ts";

/** A snapshot of one hour in which models of openai were asked. */
export function fakeSnapshot(models: Readonly<Record<string, Partial<Counters>>>): Snapshot {
  const counters = new Map(
    Object.entries(models).map(([model, some]) => [model, { reqs: 0, sent: 0, recv: 0, ...some }]),
  );
  const tokens = [...counters.values()].map((each) => each.tokens).reduce(sumTokens, undefined);
  const sums = [...counters.values()].reduce(
    (sum, { reqs, sent, recv }) => ({
      reqs: sum.reqs + reqs,
      sent: sum.sent + sent,
      recv: sum.recv + recv,
    }),
    { reqs: 0, sent: 0, recv: 0 },
  );
  const global = { ...sums, ...(tokens !== undefined && { tokens }) };
  const providers = new Map([["openai", { totals: global, models: counters }]]);
  const groups = [...counters].map(([model, each]) => ({ provider: "openai", model, ...each }));
  return { global, providers, groups, rpm: global.reqs / 60, windowSeconds: 3600 };
}

/** The report of that hour, of whose costs nothing is known, which ended on 23 November 2026 at 18:40 UTC. */
export function fakeReport(
  models: Readonly<Record<string, Partial<Counters>>>,
  overrides: Partial<PricedReport> = {},
): PricedReport {
  const to = Date.UTC(2026, 10, 23, 18, 40);
  return {
    snapshot: fakeSnapshot(models),
    from: to - 3_600_000,
    to,
    reqsByMinute: Array.from({ length: 61 }, () => 0),
    skippedEvents: 0,
    costOf: () => ({ usd: undefined, reqs: 0 }),
    tableDate: undefined,
    by: "model",
    ...overrides,
  };
}
