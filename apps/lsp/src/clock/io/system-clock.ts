import process from "node:process";

import type { Clock } from "../clock.ts";

/** The machine's own. Its timers do not keep the process running. */
export const SYSTEM_CLOCK: Clock = {
  now: () => process.uptime() * 1_000, // Node would load `performance` for that
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
