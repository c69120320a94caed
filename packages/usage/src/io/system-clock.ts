import process from "node:process";

import type { Clock } from "../usage-recorder.ts";

/** The clock of the machine. Its timers do not keep the process running; a program that must not lose a count awaits `settled()`. */
export const systemClock: Clock = {
  now: () => process.uptime() * 1_000, // `performance` would have to be loaded
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
