import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { makePrivateDirectory } from "./make-private-directory.ts";

/**
 * Puts a file (0600) in place in one step, so that nobody reads half of it; makes its directory (0700).
 *
 * @throws What the file system throws. The old file is as it was.
 */
export async function replaceFile(path: string, text: string): Promise<void> {
  const dir = dirname(path);
  await makePrivateDirectory(dir);
  const temporary = join(dir, `${randomUUID()}.tmp`);
  try {
    await writeFile(temporary, text, { flag: "wx", mode: 0o600 });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
