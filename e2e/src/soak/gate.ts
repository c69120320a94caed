/** Holds work back while it is closed, and closes once the work that is inside has ended. */
export interface Gate {
  /** Runs `work` once the gate is open. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Whether `pass` would wait. */
  isClosed(): boolean;
  /** Runs `work` while nobody passes. */
  closedFor(work: () => Promise<void>): Promise<void>;
}

export function createGate(): Gate {
  let closed: Promise<unknown> | undefined;
  const inside = new Set<Promise<unknown>>();

  async function pass<T>(work: () => Promise<T>): Promise<T> {
    if (closed !== undefined) {
      await closed;
      return pass(work);
    }
    const passing = work();
    const left = passing.catch(() => undefined).finally(() => inside.delete(left));
    inside.add(left);
    return passing;
  }

  return {
    pass,
    isClosed: () => closed !== undefined,
    async closedFor(work) {
      const working = Promise.all(inside).then(work);
      closed = working.catch(() => undefined);
      try {
        await working;
      } finally {
        closed = undefined;
      }
    },
  };
}
