import type { UsageRecorder } from "@hexai/usage";

/** A recorder that counts nothing. */
export function fakeRecorder(): UsageRecorder {
  return {
    during: () => undefined,
    record: () => undefined,
    settled: () => Promise.resolve(),
    snapshot: () => Promise.resolve(undefined),
    costOf: () => Promise.resolve(undefined),
    figuresOf: () => Promise.resolve({ budgetNote: undefined }),
    summary: () => Promise.resolve(""),
  };
}
