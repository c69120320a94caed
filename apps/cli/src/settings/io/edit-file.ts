import { type EditorCommand, runEditor } from "@hexai/process";

/** Lets a person edit a file. Loaded when it is wanted: what starts programs is a part of Node that few commands need. */
export async function editFile(
  command: EditorCommand,
  file: string,
  signal: AbortSignal,
): Promise<void> {
  await runEditor(command, file, { signal });
}
