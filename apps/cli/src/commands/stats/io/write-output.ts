import { randomUUID } from "node:crypto";
import { lstat, open, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

import { UserError } from "@hexai/process";

import type { OutputFile } from "../command.ts";

/**
 * Writes a file so that its readers see the old text or the new one. A new file beside it is renamed over it, so a link is replaced
 * and not followed. Its name ends in `.tmp`, because node_exporter reads every `.prom`.
 *
 * @throws {UserError} When it cannot be written. What was there is unchanged.
 */
export async function writeOutput({ path, mode }: OutputFile, text: string): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await refuseOtherKinds(path);
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(text);
      await file.chmod(mode);
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) {
      throw error;
    }
    await rm(temporary, { force: true });
    throw new UserError(
      1,
      `cannot write ${path}: ${REASONS.get(String(error.code)) ?? error.message}`,
    );
  }
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "its directory does not exist, create it first"],
  ["ENOTDIR", "its directory is a file, name another one"],
  ["EACCES", "its directory may not be written to, name another one"],
  ["EROFS", "its directory is on a read-only file system, name another one"],
  ["ENOSPC", "the disk is full, make room"],
  ["ENAMETOOLONG", "its name is too long, use a shorter one"],
]);

/** @throws {UserError} When something is there that a file must not replace. */
async function refuseOtherKinds(path: string): Promise<void> {
  const found = await lstat(path).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  });
  if (found !== undefined && !found.isFile() && !found.isSymbolicLink()) {
    const kind = found.isDirectory() ? "a directory" : "a pipe, a socket or a device";
    throw new UserError(1, `cannot write ${path}: it is ${kind}, name a file`);
  }
}
