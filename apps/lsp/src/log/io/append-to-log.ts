import { constants } from "node:fs";
import { open, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";

import { makePrivateDirectory } from "@hexai/process";

/** Neither waits for the reader of a named pipe nor trusts that the file is still the one of the last time. */
const OPEN_FLAGS =
  constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NONBLOCK;

/**
 * Adds `text` to the file at `path` (0600; missing directories are made 0700). One that has grown to `rotateAtBytes` is
 * renamed to `PATH.1` then.
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
      await rename(path, `${path}.1`); // unless another process did so meanwhile
    }
  } finally {
    await file.close();
  }
}
