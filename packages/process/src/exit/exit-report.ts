import { sanitizeText } from "@hexai/terminal/text";

import { type ExitCode, ExitRequest } from "./exit-request.ts";
import { UserError } from "./user-error.ts";

/** An error class whose messages are written for users. */
type ErrorClass = abstract new (...args: never[]) => Error;

export interface ErrorContext {
  /** The program's name, which each line on stderr begins with. */
  readonly program: string;
  /** The error classes beside `UserError` whose messages are written for users. Every other error is a bug of ours. */
  readonly failures: readonly ErrorClass[];
}

/** What stderr says about the end of a program, and its exit code. */
export interface ExitReport {
  readonly exitCode: ExitCode;
  /** One or more whole lines, or nothing. */
  readonly message: string;
}

/**
 * Turns an error into an exit code and a message for stderr. Errors quote files, hosts and models, so every character that a
 * terminal would obey is replaced.
 *
 * @param signal - When it was aborted with an `ExitRequest`, the request decides, because `error` is only a consequence.
 */
export function exitReport(error: unknown, signal: AbortSignal, context: ErrorContext): ExitReport {
  const lineOf = (message: string): string => `${context.program}: ${sanitizeText(message)}\n`;
  if (signal.reason instanceof ExitRequest) {
    const { exitCode, message } = signal.reason;
    return { exitCode, message: message === "" ? "" : lineOf(message) };
  }
  return { exitCode: exitCodeOf(error, context), message: lineOf(describeError(error, context)) };
}

/** The message for a user. When several things are wrong, each one has a line. */
export function describeError(error: unknown, { program, failures }: ErrorContext): string {
  if (error instanceof UserError || isOneOf(error, failures)) {
    return error.message;
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `this is a bug in ${program}, please report it with this line: ${what}`;
}

function exitCodeOf(error: unknown, { failures }: ErrorContext): ExitCode {
  if (error instanceof UserError) {
    return error.exitCode;
  }
  return isOneOf(error, failures) ? 1 : 70;
}

function isOneOf(error: unknown, classes: readonly ErrorClass[]): error is Error {
  return classes.some((each) => error instanceof each);
}
