import process from "node:process";

import type { Clock } from "../usage-recorder.ts";

/** Its timers do not keep the process running: whoever has something to lose awaits `settled()`. */
export const systemClock: Clock = {
  now: () => process.uptime() * 1_000, // `performance` would have to be loaded
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs).unref();
    return () => clearTimeout(timer);
  },
};
