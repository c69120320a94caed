import { split } from "shlex";

const VARIABLES = ["HEXAI_EDITOR", "VISUAL", "EDITOR"] as const;

/**
 * The user's editor and its first arguments: the command line in the first variable that is not blank. Quotes and
 * backslashes count, nothing is expanded. `undefined` when there is none, or none that can be understood.
 */
export function editorCommandOf(
  env: Readonly<Record<string, string | undefined>>,
): readonly string[] | undefined {
  const line = VARIABLES.map((name) => env[name]?.trim() ?? "").find((value) => value !== "");
  try {
    const words = split(line ?? "");
    return words.length === 0 ? undefined : words;
  } catch {
    return undefined; // it ends inside quotes
  }
}
