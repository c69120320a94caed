import { type EditorCommand, runEditor } from "@hexai/process";

/** Lets a person edit a file. It is imported when it is used, because few commands need the part of Node that starts programs. */
export async function editFile(
  command: EditorCommand,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  await runEditor(command, file, { signal });
}
