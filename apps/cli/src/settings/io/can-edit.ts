import process from "node:process";

/** Whether an editor could talk to a person: it needs somewhere to read keys from and somewhere to draw. */
export function canEdit(): boolean {
  const { isatty } = process.getBuiltinModule("node:tty"); // few questions are written in an editor
  return isatty(0) && (isatty(1) || isatty(2));
}
