/** A clock for tests, with the shape that the programs expect of theirs. */
export interface ManualClock {
  /** Milliseconds since the clock was made. */
  now(): number;
  /**
   * Calls `run` once `delayMs` have passed.
   *
   * @returns Cancels the timer.
   */
  after(delayMs: number, run: () => void): () => void;
  /** The number of running timers. */
  readonly pending: () => number;
  /** Lets time pass, and runs the timers that are due in their order. */
  advance(ms: number): void;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/** A clock that stands still until `advance` is called. */
export function manualClock(): ManualClock {
  const timers = new Set<Timer>();
  let now = 0;
  return {
    now: () => now,
    after(delayMs, run) {
      const timer = { at: now + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    pending: () => timers.size,
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= end).toSorted((a, b) => a.at - b.at);
        if (next === undefined) {
          break;
        }
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
      }
      now = end;
    },
  };
}
