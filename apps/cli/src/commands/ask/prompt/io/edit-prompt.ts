import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import type { EditorCommand } from "@hexai/process";

import type { Editor } from "../../../command.ts";

/**
 * Lets a person write a prompt in an editor, in a new Markdown file (0600) in a directory of its own (0700).
 * Both are removed in any case.
 *
 * @returns What was saved, unaltered.
 * @throws {UserError} When the editor cannot be started or fails.
 */
export async function editPrompt(editor: Editor, command: EditorCommand): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "hexai-prompt-"));
  try {
    const file = join(directory, "prompt.md");
    await writeFile(file, "", { flag: "wx", mode: 0o600 });
    await editor.edit(command, file);
    return await readFile(file, "utf8");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
