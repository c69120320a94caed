import { performance } from "node:perf_hooks";

import type { Clock } from "../clock.ts";

/** The machine's own. Its timers do not keep the process running. */
export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
