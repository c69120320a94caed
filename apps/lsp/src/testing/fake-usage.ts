import type { UsageRecorder, UsageTarget } from "@hexai/usage";

export interface FakeUsage extends UsageRecorder {
  /** The targets of all Chats that were started. */
  readonly begun: readonly UsageTarget[];
}

/** A recorder that records nothing. */
export function fakeUsage(): FakeUsage {
  const begun: UsageTarget[] = [];
  return {
    begun,
    during: ({ provider, model }) => begun.push({ provider, model }),
    record: () => undefined,
    summary: () => Promise.resolve("Σ reqs=2 | here reqs=1"),
    settled: () => Promise.resolve(),
    snapshot: () => Promise.resolve(undefined),
    costOf: () => Promise.resolve(undefined),
    figuresOf: () => Promise.resolve({ budgetNote: undefined }),
  };
}
