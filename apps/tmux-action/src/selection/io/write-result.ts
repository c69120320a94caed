import { lstat, open, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import process from "node:process";
import type { Writable } from "node:stream";

import { realPath, UserError } from "@hexai/process";

/**
 * Writes the result to `outfile`, or to `stdout` when there is none. A file is replaced as a whole, so that
 * a full disk leaves the old one, which may well be the selection's own; it keeps its permissions.
 *
 * @throws {UserError} (as a rejection) When `outfile` cannot be written.
 */
export async function writeResult(
  result: string | Uint8Array,
  outfile: string | undefined,
  stdout: () => Writable,
): Promise<void> {
  if (outfile === undefined) {
    await writeToStream(result, stdout());
    return;
  }
  try {
    await writeToFile(result, outfile);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(1, `cannot write the result: ${reason}`, { cause });
  }
}

/** When stdout was closed, the `error` event of the stream handles it. */
function writeToStream(result: string | Uint8Array, stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    stream.write(result, () => resolve());
  });
}

async function writeToFile(result: string | Uint8Array, path: string): Promise<void> {
  const target = realPath(path); // a link stays; the file that it points to is replaced
  const old = await lstat(target).catch(() => undefined);
  if (old === undefined || !old.isFile()) {
    await writeFile(target, result); // a new file, or a device
    return;
  }
  const temporary = join(dirname(target), `.hexai-${process.pid}.tmp`);
  const file = await open(temporary, "wx", old.mode);
  try {
    await file.writeFile(result);
    await file.chmod(old.mode & 0o777);
    await file.close();
    await rename(temporary, target);
  } catch (error) {
    await file.close().catch(() => undefined); // it may be closed already
    await rm(temporary, { force: true });
    throw error;
  }
}
