import { ChatError } from "@hexai/chat";

import { Stopped } from "./stopped.ts";
import { UserError } from "./user-error.ts";

/** What stderr says about a failure, and the exit code. */
export interface Ending {
  readonly exitCode: number;
  /** One or more whole lines, or nothing. */
  readonly message: string;
}

/** The one place where an error becomes words and a number. A `Stopped` reason of `signal` outweighs the error. */
export function endingOf(error: unknown, signal: AbortSignal): Ending {
  if (signal.reason instanceof Stopped) {
    const { exitCode, message } = signal.reason;
    return { exitCode, message: message === "" ? "" : lineOf(message) };
  }
  if (error instanceof UserError) {
    return { exitCode: error.exitCode, message: lineOf(error.message) };
  }
  if (error instanceof ChatError) {
    return { exitCode: 1, message: lineOf(error.message) };
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return {
    exitCode: 70,
    message: lineOf(`this is a bug, please report it with this line: ${what}`),
  };
}

function lineOf(message: string): string {
  return `hexai-tmux-action: ${message}\n`;
}
