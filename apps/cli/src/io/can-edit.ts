import { isatty } from "node:tty";

/** Whether an editor could talk to a person: it needs somewhere to read keys from and somewhere to draw. */
export function canEdit(): boolean {
  return isatty(0) && (isatty(1) || isatty(2));
}
