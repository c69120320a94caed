import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

import { makePrivateDirectory } from "./make-private-directory.ts";

/**
 * Replaces a file (0600) atomically, so that no process reads a half-written one, and creates its directory (0700).
 *
 * @throws What the file system throws. The old file is unchanged then.
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
