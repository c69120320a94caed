import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Creates a directory and its parents, each for its owner only (0700). Existing directories keep their mode.
 *
 * Node's `recursive` option is not used, because it loops for ever when the system reports ENOENT although the parent exists
 * (in `/proc`, under some automounters).
 */
export async function makePrivateDirectory(directory: string): Promise<void> {
  const above = dirname(directory);
  const code = await mkdirErrorCode(directory);
  if (code === "ENOENT" && above !== directory) {
    await makePrivateDirectory(above);
    await mkdir(directory, { mode: 0o700 });
  }
}

/** The error code of `mkdir`, if it fails. Callers ignore all but ENOENT, because the first use of the directory reports the rest. */
async function mkdirErrorCode(directory: string): Promise<string | undefined> {
  try {
    await mkdir(directory, { mode: 0o700 });
    return undefined;
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) {
      throw error;
    }
    return String(error.code);
  }
}
