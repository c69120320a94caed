import { dirname } from "node:path";

import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./file-system.ts";

/**
 * Creates a directory and its parents, each for its owner only (0700). Existing directories keep their mode.
 *
 * Node's `recursive` option is not used, because it loops for ever when the system reports ENOENT although the parent exists
 * (in `/proc`, under some automounters; seen with Node 20, 22, 24 and 26).
 *
 * @throws What the file system throws.
 */
export function makeDirectory(fs: Pick<FileSystem, "mkdirSync">, directory: string): void {
  try {
    makeIfMissing(fs, directory);
  } catch (error) {
    const above = dirname(directory);
    if (!hasCode(error, "ENOENT") || above === directory) {
      throw error;
    }
    makeDirectory(fs, above);
    makeIfMissing(fs, directory);
  }
}

function makeIfMissing(fs: Pick<FileSystem, "mkdirSync">, directory: string): void {
  try {
    fs.mkdirSync(directory, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, "EEXIST")) {
      throw error;
    }
  }
}
