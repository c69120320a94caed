import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The text of a regular file, or `undefined` where there is none that can be read, or a larger one. A pipe or a device is only
 * opened, without waiting for whoever is at its other end. It is synchronous, because loading the promises of `node:fs` takes
 * longer than reading a small file.
 */
export function readRegularFile(path: string, maxBytes: number): string | undefined {
  try {
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = fstatSync(file);
      return found.isFile() && found.size <= maxBytes ? readFileSync(file, "utf8") : undefined;
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}
