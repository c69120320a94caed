import { ChatError } from "@hexai/chat";
import { MessageType } from "vscode-languageserver";

import type { ServerContext } from "../server-context.ts";
import { showMessage } from "./show-message.ts";

/**
 * Does the work of a command, which the command does not wait for. Never rejects: whatever goes wrong is one
 * message, except that the user has cancelled.
 *
 * @param name - What the log calls the work.
 * @param work - Resolves with what to tell the user, if anything.
 */
export async function withProblemsTold(
  { connection, log }: ServerContext,
  name: string,
  work: () => Promise<string | undefined>,
): Promise<void> {
  try {
    const problem = await work();
    if (problem !== undefined) {
      showMessage(connection, MessageType.Warning, `Hexai: ${problem}`);
    }
  } catch (error) {
    if (error instanceof ChatError && error.code === "aborted") {
      log.debug(`${name}: cancelled`);
    } else if (error instanceof ChatError) {
      log.error(`${name}: ${error.code}: ${error.message}`);
      showMessage(connection, MessageType.Error, `Hexai: ${error.message}`);
    } else {
      log.error(`${name}: ${error instanceof Error ? error.stack : String(error)}`);
      showMessage(connection, MessageType.Error, "Hexai: this is a bug; the log has more about it");
    }
  }
}
