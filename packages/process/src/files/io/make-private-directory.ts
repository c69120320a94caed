import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Makes a directory and those above it, each for its owner only (0700). One that exists is left as it is.
 *
 * Not by Node's `recursive`: where the system gives ENOENT although the directory above exists (in `/proc`, under
 * some automounters), that never returns.
 */
export async function makePrivateDirectory(directory: string): Promise<void> {
  const above = dirname(directory);
  const code = await mkdirErrorCode(directory);
  if (code === "ENOENT" && above !== directory) {
    await makePrivateDirectory(above);
    await mkdir(directory, { mode: 0o700 });
  }
}

/** The code of the error, if it is not that the directory exists; what is wrong then is told by what is done in it. */
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
