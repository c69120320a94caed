import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { type EditorCommand, runEditor } from "@hexai/process";

/**
 * Lets a person write a prompt in an editor, in a new Markdown file (0600) in a directory of its own (0700).
 * Whatever happens, both are removed.
 *
 * @returns What was saved, as it is.
 * @throws {UserError} When the editor cannot be started or fails.
 */
export async function editPrompt(command: EditorCommand, signal: AbortSignal): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "hexai-prompt-"));
  try {
    const file = join(directory, "prompt.md");
    await writeFile(file, "", { flag: "wx", mode: 0o600 });
    await runEditor(command, file, { signal });
    return await readFile(file, "utf8");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
