import { ChatError } from "@hexai/chat";
import { sanitizeText } from "@hexai/terminal/text";
import { type Connection, MessageType, ShowMessageNotification } from "vscode-languageserver";

import type { Log } from "../log/log.ts";

/**
 * Shows a message to the user, as a notification. The library's own functions send a request instead, which some editors answer
 * with a picker and others not at all. The text is made safe, since many editors run in a terminal.
 */
export function showMessage(connection: Connection, type: MessageType, text: string): void {
  const message = sanitizeText(text);
  const send = async (): Promise<void> =>
    connection.sendNotification(ShowMessageNotification.type, { type, message });
  send().catch(() => undefined); // the connection is closed, so the message cannot be shown
}

/**
 * Runs work that the user asked for and that no request waits for. Never rejects: each failure becomes one message, except that
 * a cancelled work ends in silence.
 *
 * @param name - Names the work in the log.
 * @param work - Resolves with what to tell the user, if anything.
 */
export async function runReportingProblems(
  { connection, log }: { readonly connection: Connection; readonly log: Log },
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
      showMessage(connection, MessageType.Error, `Hexai: ${BUG}`);
    }
  }
}

/** Stands for an error that no user can act on. Its stack is in the log. */
export const BUG = "this is a bug; the log has more about it";
