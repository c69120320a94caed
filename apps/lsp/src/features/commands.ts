import { ErrorCodes, ResponseError } from "vscode-languageserver";

import { actionRequestOf } from "../action-request.ts";
import { createDeliverEdit } from "../deliver-edit.ts";
import type { ServerContext } from "../server-context.ts";
import { ACTION_COMMAND, runActionCommand } from "./action-command.ts";
import { runStatsCommand, STATS_COMMAND } from "./stats-command.ts";
import { runToggleCommand, TOGGLE_COMMAND } from "./toggle-command.ts";

export const COMMANDS: readonly string[] = [ACTION_COMMAND, STATS_COMMAND, TOGGLE_COMMAND];

/** `workspace/executeCommand`. Answered at once: some editors stand still until the answer is there. */
export function registerCommands(context: ServerContext): void {
  const deliver = createDeliverEdit(context);
  context.connection.onExecuteCommand(async ({ command, arguments: [argument] = [] }) => {
    switch (command) {
      case ACTION_COMMAND: {
        const request = actionRequestOf(argument);
        if (request === undefined) {
          return invalid(`${ACTION_COMMAND} takes { action, uri, version, range }`);
        }
        void runActionCommand(context, deliver, request);
        return null;
      }
      case STATS_COMMAND:
        await runStatsCommand(context);
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
