import type { Counters, Snapshot } from "@hexai/stats";

/** What one model of one provider was used for inside the window. Sizes are UTF-8 bytes. */
export interface UsageRow extends Counters {
  readonly provider: string;
  readonly model: string;
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Its part of all requests, from 0 to 1. */
  readonly share: number;
}

/** One row per provider and model, the most used one first. */
export function usageRowsOf({ global, providers, windowSeconds }: Snapshot): readonly UsageRow[] {
  return [...providers]
    .flatMap(([provider, { models }]) =>
      [...models].map(([model, counters]) => ({
        provider,
        model,
        ...counters,
        rpm: (counters.reqs * 60) / windowSeconds,
        share: global.reqs === 0 ? 0 : counters.reqs / global.reqs,
      })),
    )
    .toSorted((a, b) => b.reqs - a.reqs);
}
