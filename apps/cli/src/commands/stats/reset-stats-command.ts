import { UserError } from "@hexai/process";
import type { Store } from "@hexai/stats";
import { windowLabel } from "@hexai/tmux-format";

import type { Terminal } from "../../output/terminal.ts";
import { countedRequests } from "./counted-requests.ts";

/** Asks a person. Absent: there is nobody to ask. */
export type Confirm = (question: string) => Promise<boolean>;

/**
 * `hexai stats --reset`: forgets what was counted so far.
 *
 * @param confirm - Absent: there is nobody to ask.
 * @throws {UserError} When it must be asked and cannot be. Nothing was forgotten.
 * @throws {StatsError} Nothing was forgotten.
 */
export async function resetStatsCommand(
  { isSure }: { readonly isSure: boolean },
  stats: Pick<Store, "reset" | "snapshot">,
  confirm: Confirm | undefined,
  { out, signal }: Pick<Terminal, "out" | "signal">,
): Promise<void> {
  if (!isSure && confirm === undefined) {
    throw new UserError(
      2,
      "hexai stats --reset asks before it forgets, and there is no terminal to ask on; add --yes",
    );
  }
  const { global, windowSeconds } = await stats.snapshot();
  const what = `${countedRequests(global.reqs)} of the last ${windowLabel(windowSeconds)}`;
  if (isSure || (await confirm?.(`Forget ${what}?`)) === true) {
    await stats.reset({ signal });
    out.write(`Forgot ${what}.\n`);
  } else {
    out.write("Nothing was forgotten.\n");
  }
}
