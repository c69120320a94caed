import type { UsageRecorder, UsageTarget } from "@hexai/usage";

export interface FakeUsage extends UsageRecorder {
  /** With whom a Chat was begun. */
  readonly begun: readonly UsageTarget[];
}

/** A recorder that writes nothing down. */
export function fakeUsage(): FakeUsage {
  const begun: UsageTarget[] = [];
  return {
    begun,
    during: ({ provider, model }) => begun.push({ provider, model }),
    record: () => undefined,
    summary: () => Promise.resolve("Σ reqs=2 | here reqs=1"),
    settled: () => Promise.resolve(),
    snapshot: () => Promise.resolve(undefined),
  };
}
