import process from "node:process";

import type { Clock } from "../clock.ts";

/** The clock of the machine. Its timers do not keep the process running. */
export const SYSTEM_CLOCK: Clock = {
  now: () => process.uptime() * 1_000, // `performance` would have to be loaded
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
