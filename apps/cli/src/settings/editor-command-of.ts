import { split } from "shlex";

import { UserError } from "../commands/user-error.ts";

const VARIABLES = ["HEXAI_EDITOR", "VISUAL", "EDITOR"] as const;

/** A program and its first arguments; the file to edit comes last. */
export type EditorCommand = readonly [program: string, ...args: string[]];

/**
 * The program that edits a file, and its first arguments: the command line in the first variable that is not blank.
 * Quotes and backslashes count, as in `'/opt/my editor' --wait`; nothing is expanded.
 *
 * @throws {UserError} When the command line ends inside quotes.
 */
export function editorCommandOf(
  env: Readonly<Record<string, string | undefined>>,
): EditorCommand | undefined {
  const name = VARIABLES.find((variable) => (env[variable] ?? "").trim() !== "");
  if (name === undefined) {
    return undefined;
  }
  const [program = "", ...args] = wordsOf(env[name] ?? "", name);
  return program === "" ? undefined : [program, ...args];
}

function wordsOf(line: string, name: string): readonly string[] {
  try {
    return split(line);
  } catch (cause) {
    throw new UserError(1, `${name} is no command line: ${JSON.stringify(line)}`, { cause });
  }
}
