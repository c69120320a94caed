import { setWindow, snapshot, update } from "@hexai/stats";

import { createRecorder, type RecorderParts, type StatusLine } from "../create-recorder.ts";
import type { UsageOptions, UsageRecorder } from "../usage-recorder.ts";
import { systemClock } from "./system-clock.ts";

/** Creates a recorder over the user's own statistics and status line. */
export async function openRecorder(options: UsageOptions): Promise<UsageRecorder> {
  const { env, clock = systemClock } = options;
  // Picked one by one: passing the namespace would defeat tree shaking.
  const stats = { setWindow, snapshot, update };
  const statusLine = await statusLineIn(env);
  return createRecorder({ ...options, clock, stats, statusLine, price });
}

const price: RecorderParts["price"] = async (requests, prices) => {
  const { loadPricing } = await import("@hexai/prices");
  return (await loadPricing(requests, prices, new Date().getTime())).costOf(requests);
};

/** Outside tmux there is no status line, so the code that starts processes is not loaded. */
async function statusLineIn(env: UsageOptions["env"]): Promise<StatusLine | undefined> {
  if ((env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const { openStatusLine } = await import("./open-status-line.ts");
  return openStatusLine(env);
}
