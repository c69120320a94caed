import { fstatSync } from "node:fs";
import process from "node:process";

/**
 * What tells this terminal from all others, also from one that had its number before: the device and the time at which the system
 * made it. `undefined` without a terminal on stdin, stdout or stderr.
 */
export function terminalId(): string | undefined {
  const { isatty } = process.getBuiltinModule("node:tty");
  const file = [0, 1, 2].find((descriptor) => isatty(descriptor));
  if (file === undefined) {
    return undefined;
  }
  const { rdev, ctimeNs } = fstatSync(file, { bigint: true });
  return `${rdev}-${ctimeNs}`;
}
