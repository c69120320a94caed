import process from "node:process";

/** Whether an editor can run: it needs a terminal to read keys from and one to draw on. */
export function canEdit(): boolean {
  const { isatty } = process.getBuiltinModule("node:tty"); // Few prompts are written in an editor.
  return isatty(0) && (isatty(1) || isatty(2));
}
