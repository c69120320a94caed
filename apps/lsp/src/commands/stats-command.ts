import { MessageType } from "vscode-languageserver";

import { summarizeEngineCounters } from "../completion/engine/engine-counters.ts";
import { showMessage } from "../protocol/show-message.ts";
import type { ServerContext } from "../server-context.ts";

/** Shows what all processes of the user have used, the Σ, then how many requests were this server's and how the completions came about. */
export const STATS_COMMAND = "hexai.stats";

export async function runStatsCommand({
  connection,
  usage,
  completionCounters,
}: ServerContext): Promise<void> {
  try {
    const line = `${await usage.summary()} | ${summarizeEngineCounters(completionCounters())}`;
    showMessage(connection, MessageType.Info, line);
  } catch (error) {
    const { StatsError } = await import("@hexai/stats"); // loaded already, but by no start
    if (!(error instanceof StatsError)) {
      throw error;
    }
    showMessage(connection, MessageType.Warning, `Hexai: ${error.message}`);
  }
}
