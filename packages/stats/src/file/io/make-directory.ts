import { dirname } from "node:path";

import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./file-system.ts";

/**
 * Makes a directory and those above it, each for its owner only (0700). One that exists is left as it is.
 *
 * Not by Node's `recursive`: where the system gives ENOENT although the directory above exists (in `/proc`, under
 * some automounters), that never returns (seen with Node 20, 22, 24 and 26).
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
