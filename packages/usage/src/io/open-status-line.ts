import { createTmuxStatus } from "@hexai/tmux";
import { statusOptionsOf } from "@hexai/tmux-format";

import type { StatusLine } from "../create-recorder.ts";
import type { UsageOptions } from "../usage-recorder.ts";

/** The status line of the tmux that this process runs in, unless its user does not want it. */
export function openStatusLine(env: UsageOptions["env"]): StatusLine | undefined {
  const { enabled, ...options } = statusOptionsOf(env);
  return enabled ? { ...createTmuxStatus({ env }), options } : undefined;
}
