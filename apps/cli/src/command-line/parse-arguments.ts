import { parseCommandLine } from "@hexai/command-line";
import { usageError } from "@hexai/process";

import type { Command, HexaiProgram } from "../commands/command.ts";

/** What a command line asks for. */
export type Invocation =
  /** The help of a command, or of the program. */
  | { readonly type: "help"; readonly command: Command | undefined }
  | { readonly type: "version" }
  /** The source of the manual page that describes a command, or the program. */
  | { readonly type: "man"; readonly command: Command | undefined }
  | { readonly type: "run"; readonly command: Command; readonly request: unknown };

/**
 * Understands a command line, without the program's own name.
 *
 * @throws {UserError} For a flag that is unknown, lacks its value, or has a wrong one.
 */
export function parseArguments(program: HexaiProgram, args: readonly string[]): Invocation {
  const parsed = parseCommandLine(program, args);
  const { command } = parsed;
  if (!parsed.ok) {
    const caller = command === undefined ? program.name : `${program.name} ${command.name}`;
    throw usageError(caller, parsed.message);
  }
  const { words, flags } = parsed;
  if (flags.has("help")) {
    return { type: "help", command };
  }
  if (flags.has("man")) {
    return { type: "man", command };
  }
  if (flags.has("version")) {
    return { type: "version" };
  }
  const chosen = command ?? program.ask;
  return { type: "run", command: chosen, request: chosen.parse(words, flags) };
}
