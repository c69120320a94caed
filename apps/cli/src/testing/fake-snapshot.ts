import type { Counters, Report, Snapshot } from "@hexai/stats";

/** A snapshot of one hour in which models of openai were asked. */
export function fakeSnapshot(models: Readonly<Record<string, Partial<Counters>>>): Snapshot {
  const counters = new Map(
    Object.entries(models).map(([model, some]) => [model, { reqs: 0, sent: 0, recv: 0, ...some }]),
  );
  const global = [...counters.values()].reduce(
    (sum, { reqs, sent, recv }) => ({
      reqs: sum.reqs + reqs,
      sent: sum.sent + sent,
      recv: sum.recv + recv,
    }),
    { reqs: 0, sent: 0, recv: 0 },
  );
  const providers = new Map([["openai", { totals: global, models: counters }]]);
  const groups = [...counters].map(([model, each]) => ({ provider: "openai", model, ...each }));
  return { global, providers, groups, rpm: global.reqs / 60, windowSeconds: 3600 };
}

/** The report of that hour, which ended on 23 November 2026 at 18:40 UTC. */
export function fakeReport(
  models: Readonly<Record<string, Partial<Counters>>>,
  overrides: Partial<Report> = {},
): Report {
  const to = Date.UTC(2026, 10, 23, 18, 40);
  return {
    snapshot: fakeSnapshot(models),
    from: to - 3_600_000,
    to,
    reqsByMinute: Array.from({ length: 61 }, () => 0),
    skippedEvents: 0,
    ...overrides,
  };
}
