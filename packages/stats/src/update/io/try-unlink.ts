import type { FileSystem } from "../../file/io/file-system.ts";

/** Removes a helper file. One that cannot be removed now is swept by a later update. */
export function tryUnlink(fs: FileSystem, file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // see above
  }
}
