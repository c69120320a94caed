import { StatsError } from "@hexai/stats";
import { MessageType } from "vscode-languageserver";

import type { ServerContext } from "../server-context.ts";
import { showMessage } from "../show-message.ts";

/** Shows what this server and all other processes of the user have used: the Σ line. */
export const STATS_COMMAND = "hexai.stats";

export async function runStatsCommand({ connection, usage }: ServerContext): Promise<void> {
  try {
    showMessage(connection, MessageType.Info, await usage.line());
  } catch (error) {
    if (!(error instanceof StatsError)) {
      throw error;
    }
    showMessage(connection, MessageType.Warning, `Hexai: ${error.message}`);
  }
}
