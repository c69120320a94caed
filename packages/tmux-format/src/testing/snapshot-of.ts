import type { Snapshot } from "../snapshot.ts";

const TOTALS = { reqs: 80, sent: 800_000, recv: 2_000_000 };

/** A busy hour in which `provider:model` made 80 of 123 requests. */
export function snapshotOf(provider: string, model: string): Snapshot {
  return {
    global: { reqs: 123, sent: 1_200_000, recv: 3_400_000 },
    providers: new Map([[provider, { totals: TOTALS, models: new Map([[model, TOTALS]]) }]]),
    rpm: 4.2,
    windowSeconds: 3600,
  };
}
