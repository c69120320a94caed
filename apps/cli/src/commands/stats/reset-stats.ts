import { UserError } from "@hexai/process";
import { reset, snapshot, type Store } from "@hexai/stats";
import { windowLabel } from "@hexai/tmux-format";

import type { Terminal } from "../../output/terminal.ts";
import { countRequests } from "./usage-rows.ts";

interface ResetRequest {
  /** Resets without asking first. */
  readonly isConfirmed: boolean;
}

/** Asks a person a question that is answered with yes or no. */
export type Confirm = (question: string) => Promise<boolean>;

/** `hexai stats --reset` on the user's own statistics, as `resetStats` does it. */
export async function resetOwnStats(
  request: ResetRequest,
  confirm: Confirm | undefined,
  terminal: Pick<Terminal, "out" | "signal">,
): Promise<void> {
  await resetStats(request, { reset, snapshot }, confirm, terminal);
}

/**
 * `hexai stats --reset`: forgets what was counted so far.
 *
 * @param confirm - Undefined when there is no terminal on which to ask.
 * @throws {UserError} When it must be asked and cannot be. Nothing was forgotten.
 * @throws {StatsError} Nothing was forgotten.
 */
export async function resetStats(
  { isConfirmed }: ResetRequest,
  stats: Pick<Store, "reset" | "snapshot">,
  confirm: Confirm | undefined,
  { out, signal }: Pick<Terminal, "out" | "signal">,
): Promise<void> {
  if (!isConfirmed && confirm === undefined) {
    throw new UserError(
      2,
      "hexai stats --reset asks before it forgets, and there is no terminal to ask on; add --yes",
    );
  }
  const { global, windowSeconds } = await stats.snapshot();
  const what = `${countRequests(global.reqs)} of the last ${windowLabel(windowSeconds)}`;
  if (isConfirmed || (await confirm?.(`Forget ${what}?`)) === true) {
    await stats.reset({ signal });
    out.write(`Forgot ${what}.\n`);
  } else {
    out.write("Nothing was forgotten.\n");
  }
}
