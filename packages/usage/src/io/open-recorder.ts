import { createRecorder, type StatusLine } from "../create-recorder.ts";
import type { UsageOptions, UsageRecorder } from "../usage-recorder.ts";
import { systemClock } from "./system-clock.ts";

/** Loads what a recorder works with, and makes it. */
export async function openRecorder(options: UsageOptions): Promise<UsageRecorder> {
  const { env, clock = systemClock } = options;
  const [stats, statusLine] = await Promise.all([import("@hexai/stats"), openStatusLine(env)]);
  return createRecorder({ ...options, clock, stats, statusLine });
}

/** Outside tmux there is nothing to show, and no need to load what starts processes. */
async function openStatusLine(env: UsageOptions["env"]): Promise<StatusLine | undefined> {
  if ((env["TMUX"] ?? "") === "") {
    return undefined;
  }
  const [{ createTmuxStatus }, { statusOptionsOf }] = await Promise.all([
    import("@hexai/tmux"),
    import("@hexai/tmux-format"),
  ]);
  const { enabled, ...options } = statusOptionsOf(env);
  return enabled ? { ...createTmuxStatus({ env }), options } : undefined;
}
