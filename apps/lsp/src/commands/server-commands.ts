import { MessageType } from "vscode-languageserver";

import { summarizeEngineCounters } from "../completion/engine/engine-counters.ts";
import { showMessage } from "../protocol/messages.ts";
import type { ServerContext } from "../server-context.ts";

/** Reads the configuration again. */
export const RELOAD_COMMAND = "hexai.reloadConfig";

/** Shows the Σ of all of the user's processes, then the requests and the completions of this server. */
export const STATS_COMMAND = "hexai.stats";

/** Stops what models are writing into documents. The part that is written stays. */
export const STOP_COMMAND = "hexai.stop";

/** Turns completions off, and on again, until the server ends. Code actions and questions are not affected. */
export const TOGGLE_COMMAND = "hexai.toggleCompletions";

export async function runStatsCommand({
  connection,
  usage,
  completions,
}: ServerContext): Promise<void> {
  try {
    const line = `${await usage.summary()} | ${summarizeEngineCounters(completions.counters())}`;
    showMessage(connection, MessageType.Info, line);
  } catch (error) {
    const { statsFailure } = await import("./stats-failure.ts"); // The recorder has loaded the statistics by now, but no start should.
    const failure = statsFailure(error);
    if (failure === undefined) {
      throw error;
    }
    showMessage(connection, MessageType.Warning, `Hexai: ${failure}`);
  }
}

export function switchCompletions(
  { connection, enableCompletions }: ServerContext,
  isEnabled: boolean,
): void {
  enableCompletions(isEnabled);
  const state = isEnabled ? "on" : "off";
  showMessage(connection, MessageType.Info, `Hexai: completions are ${state}`);
}
