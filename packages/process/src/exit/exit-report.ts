import { sanitizeText } from "@hexai/terminal/text";

import { type ExitCode, ExitRequest } from "./exit-request.ts";
import { UserError } from "./user-error.ts";

/** An error class whose messages are written for users. */
type ErrorClass = abstract new (...args: never[]) => Error;

export interface ErrorContext {
  /** The program's name, which each line on stderr begins with. */
  readonly program: string;
  /** The classes of failures beside `UserError` whose message says all: everything else is a bug of ours. */
  readonly failures: readonly ErrorClass[];
}

/** What stderr says about the end of a program, and its exit code. */
export interface ExitReport {
  readonly exitCode: ExitCode;
  /** One or more whole lines, or nothing. */
  readonly message: string;
}

/**
 * The one place where an error becomes an exit code and what stderr says. Errors quote files, hosts and models: what of that a
 * terminal would obey is replaced.
 *
 * @param signal - If it was aborted with an `ExitRequest`, that outweighs whatever broke because of it.
 */
export function exitReport(error: unknown, signal: AbortSignal, context: ErrorContext): ExitReport {
  const lineOf = (message: string): string => `${context.program}: ${sanitizeText(message)}\n`;
  if (signal.reason instanceof ExitRequest) {
    const { exitCode, message } = signal.reason;
    return { exitCode, message: message === "" ? "" : lineOf(message) };
  }
  return { exitCode: exitCodeOf(error, context), message: lineOf(describeError(error, context)) };
}

/** What happened, for a person. Several sentences on lines of their own where several things are wrong. */
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
