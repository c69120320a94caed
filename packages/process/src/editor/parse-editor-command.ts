import { quoteText } from "@hexai/terminal/text";
import { split } from "shlex";

import { UserError } from "../exit/user-error.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** A program and its first arguments; the file to edit comes last. */
export type EditorCommand = readonly [program: string, ...args: string[]];

/** The first variable that is set wins. */
const VARIABLES = ["HEXAI_EDITOR", "VISUAL", "EDITOR"] as const;

/** Whether the user has named an editor. Its command line may still turn out to be malformed. */
export function isEditorSet(env: Environment): boolean {
  return variableIn(env) !== undefined;
}

/**
 * The command line in the first of `HEXAI_EDITOR`, `VISUAL` and `EDITOR` that is not blank. Quotes and backslashes
 * count, as in `'/opt/my editor' --wait`; nothing is expanded.
 *
 * @returns `undefined` when no editor is set.
 * @throws {UserError} When the command line ends inside quotes or after a backslash, or names no program.
 */
export function parseEditorCommand(env: Environment): EditorCommand | undefined {
  const variable = variableIn(env);
  if (variable === undefined) {
    return undefined;
  }
  const line = env[variable] ?? "";
  const [program = "", ...args] = wordsIn(line, variable);
  if (program === "") {
    throw malformed(line, variable, "names no program");
  }
  return [program, ...args];
}

function variableIn(env: Environment): (typeof VARIABLES)[number] | undefined {
  return VARIABLES.find((variable) => (env[variable] ?? "").trim() !== "");
}

function wordsIn(line: string, variable: string): readonly string[] {
  try {
    return split(line);
  } catch (cause) {
    throw malformed(line, variable, "ends inside quotes or after a backslash", { cause });
  }
}

function malformed(line: string, variable: string, why: string, options?: ErrorOptions): UserError {
  const problem = `${variable} is malformed: ${quoteText(line)} ${why}`;
  return new UserError(1, `${problem}; set it as in: export ${variable}='code --wait'`, options);
}
