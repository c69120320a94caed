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
  return { exitCode: exitCodeOf(error), message: lineOf(wordsOf(error)) };
}

/** What happened, for a person, in one sentence; more than one when the configuration has more than one mistake. */
export function wordsOf(error: unknown): string {
  if (error instanceof UserError || error instanceof ChatError) {
    return error.message;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `this is a bug, please report it with this line: ${what}`;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof UserError) {
    return error.exitCode;
  }
  return error instanceof ChatError ? 1 : 70;
}

function lineOf(message: string): string {
  return `hexai-tmux-action: ${message}\n`;
}
