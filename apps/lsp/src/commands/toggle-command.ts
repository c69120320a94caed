import { MessageType } from "vscode-languageserver";

import { showMessage } from "../protocol/show-message.ts";
import type { ServerContext } from "../server-context.ts";

/** Turns completions off, and on again, until the server ends. Code actions and questions stay. */
export const TOGGLE_COMMAND = "hexai.toggleCompletions";

export function runToggleCommand(context: ServerContext): void {
  switchCompletions(context, !context.completionsEnabled());
}

/** The same for who knows what is wanted. */
export function switchCompletions(
  { connection, enableCompletions }: ServerContext,
  isEnabled: boolean,
): void {
  enableCompletions(isEnabled);
  const state = isEnabled ? "on" : "off";
  showMessage(connection, MessageType.Info, `Hexai: completions are ${state}`);
}
