import { quoteText } from "@hexai/terminal/text";
import { ErrorCodes, ResponseError } from "vscode-languageserver";

import {
  ACTION_COMMAND,
  parseActionRequest,
  runActionCommand,
} from "../code-actions/action-command.ts";
import {
  COMPLETE_COMMAND,
  parseCompleteRequest,
  runCompleteCommand,
} from "../completion/features/complete-command.ts";
import type { ServerContext } from "../server-context.ts";
import {
  RELOAD_COMMAND,
  runStatsCommand,
  STATS_COMMAND,
  STOP_COMMAND,
  switchCompletions,
  TOGGLE_COMMAND,
} from "./server-commands.ts";

export const COMMANDS: readonly string[] = [
  ACTION_COMMAND,
  COMPLETE_COMMAND,
  RELOAD_COMMAND,
  STATS_COMMAND,
  STOP_COMMAND,
  TOGGLE_COMMAND,
];

/** `workspace/executeCommand`. Answered at once, because some editors block until the answer is there. */
export function registerCommands(context: ServerContext): void {
  context.connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    switch (command) {
      case ACTION_COMMAND: {
        const request = parseActionRequest(argument);
        if (request === undefined) {
          return invalid(`${ACTION_COMMAND} takes { action, uri, version, range }`);
        }
        void runActionCommand(context, request);
        return null;
      }
      case COMPLETE_COMMAND: {
        const request = parseCompleteRequest(argument);
        if (request === undefined) {
          return invalid(`${COMPLETE_COMMAND} takes { uri, version, position }`);
        }
        void runCompleteCommand(context, request);
        return null;
      }
      case STATS_COMMAND:
        await runStatsCommand(context);
        return null;
      case RELOAD_COMMAND:
        await context.reloadConfig();
        return null;
      case STOP_COMMAND:
        context.stopWriting();
        return null;
      case TOGGLE_COMMAND:
        switchCompletions(context, !context.completionsEnabled());
        return null;
      default:
        return invalid(`there is no command ${quoteText(command)}`);
    }
  });
}

function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
