import { constants } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { makePrivateDirectory } from "@hexai/process";

/** `O_NONBLOCK` keeps a named pipe without a reader from blocking; `O_CREAT` makes the file again after another process rotated it. */
const OPEN_FLAGS =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/**
 * Appends `text` to the file at `path` (0600; missing directories are made 0700), then renames a file of `rotateAtBytes` or more to
 * `PATH.1`.
 *
 * @throws (as a rejection) What the file system throws.
 */
export async function appendToLog(
  path: string,
  text: string,
  rotateAtBytes: number,
): Promise<void> {
  await makePrivateDirectory(dirname(path));
  const file = await open(path, OPEN_FLAGS, 0o600);
  try {
    await file.appendFile(text);
    const { size, ino } = await file.stat();
    if (size >= rotateAtBytes && (await stat(path)).ino === ino) {
      await rename(path, `${path}.1`); // checked by inode, since another process may have rotated it meanwhile
    }
  } finally {
    await file.close();
  }
}
