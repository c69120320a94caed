/** Lets work through while it is open, and closes when the last has left. */
export interface Crossing {
  /** Runs `work` once the crossing is open. */
  pass<T>(work: () => Promise<T>): Promise<T>;
  /** Whether `pass` would wait. */
  isClosed(): boolean;
  /** Runs `work` while nobody passes. */
  closedFor(work: () => Promise<void>): Promise<void>;
}

export function createCrossing(): Crossing {
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
