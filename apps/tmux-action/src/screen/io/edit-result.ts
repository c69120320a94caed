import { closeSync, openSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";

import { parseEditorCommand, runEditor } from "@hexai/process";

import type { EditorSetup } from "../../popup/messages.ts";

/**
 * Lets a person edit `text` in their editor, on the terminal that this process belongs to.
 *
 * @param file - In a directory of the user's own. It is created, and the caller removes the directory.
 * @throws {UserError} (as a rejection) When the editor's command line is malformed, or it cannot be started or fails.
 */
export async function editResult(
  text: string,
  { cwd, env, file }: EditorSetup & { readonly file: string },
): Promise<string> {
  const command = parseEditorCommand(env);
  if (command === undefined) {
    return text;
  }
  await writeFile(file, text, { mode: 0o600 });
  const terminal = openSync("/dev/tty", "r+");
  try {
    await runEditor(command, file, { terminal, cwd, env });
  } finally {
    closeSync(terminal);
  }
  return restoreFinalNewline(text, await readFile(file, "utf8"));
}

/** Takes away the line break that most editors add at the end of a text that has none. */
export function restoreFinalNewline(before: string, edited: string): string {
  return before.endsWith("\n") ? edited : edited.replace(/\r?\n$/u, "");
}
