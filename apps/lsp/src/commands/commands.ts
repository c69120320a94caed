import { ErrorCodes, ResponseError } from "vscode-languageserver";

import { ACTION_COMMAND, runActionCommand } from "../code-actions/action-command.ts";
import { actionRequestOf } from "../code-actions/action-request.ts";
import { COMPLETE_COMMAND, runCompleteCommand } from "../completion/features/complete-command.ts";
import { completeRequestOf } from "../completion/features/complete-request.ts";
import type { ServerContext } from "../server-context.ts";
import { runStatsCommand, STATS_COMMAND } from "./stats-command.ts";
import { runStopCommand, STOP_COMMAND } from "./stop-command.ts";
import { runToggleCommand, TOGGLE_COMMAND } from "./toggle-command.ts";

/** Reads the configuration again. */
const RELOAD_COMMAND = "hexai.reloadConfig";

export const COMMANDS: readonly string[] = [
  ACTION_COMMAND,
  COMPLETE_COMMAND,
  RELOAD_COMMAND,
  STATS_COMMAND,
  STOP_COMMAND,
  TOGGLE_COMMAND,
];

/** `workspace/executeCommand`. Answered at once: some editors stand still until the answer is there. */
export function registerCommands(context: ServerContext): void {
  const { connection, deliver } = context;
  connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    switch (command) {
      case ACTION_COMMAND: {
        const request = actionRequestOf(argument);
        if (request === undefined) {
          return invalid(`${ACTION_COMMAND} takes { action, uri, version, range }`);
        }
        void runActionCommand(context, deliver, request);
        return null;
      }
      case COMPLETE_COMMAND: {
        const request = completeRequestOf(argument);
        if (request === undefined) {
          return invalid(`${COMPLETE_COMMAND} takes { uri, version, position }`);
        }
        void runCompleteCommand(context, deliver, request);
        return null;
      }
      case STATS_COMMAND:
        await runStatsCommand(context);
        return null;
      case RELOAD_COMMAND:
        await context.reloadConfig();
        return null;
      case STOP_COMMAND:
        runStopCommand(context);
        return null;
      case TOGGLE_COMMAND:
        runToggleCommand(context);
        return null;
      default:
        return invalid(`There is no command ${JSON.stringify(command)}`);
    }
  });
}

function invalid(message: string): ResponseError {
  return new ResponseError(ErrorCodes.InvalidParams, message);
}
