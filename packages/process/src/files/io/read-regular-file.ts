import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The text of a regular file, or `undefined` when it cannot be read or is larger than `maxBytes`. Pipes and devices are opened
 * without blocking and not read, because reading them could wait for ever. Synchronous, because loading `node:fs/promises`
 * takes longer than reading a small file.
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
