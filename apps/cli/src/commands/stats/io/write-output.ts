import { randomUUID } from "node:crypto";
import type { Stats } from "node:fs";
import { lstat, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";

import { UserError } from "@hexai/process";

import type { OutputFile } from "../command.ts";

/**
 * Writes a file so that its readers see the old text or the new one. A new file beside it is renamed over it, so a link is replaced
 * and not followed. Its name ends in `.tmp`, because node_exporter reads every `.prom`, and is short whatever the file is called.
 *
 * @throws {UserError} When it cannot be written. What was there is unchanged.
 */
export async function writeOutput({ path, mode }: OutputFile, text: string): Promise<void> {
  const temporary = join(dirname(path), `.hexai-${randomUUID()}.tmp`);
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
    await rm(temporary, { force: true }).catch(() => undefined); // where it could not be made, the first error says why
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
  ["EPERM", "it belongs to another user, name another file"],
  ["EROFS", "its directory is on a read-only file system, name another one"],
  ["ELOOP", "its links lead in a circle, name another one"],
  ["ENOSPC", "the disk is full, make room"],
  ["ENAMETOOLONG", "its name is too long, use a shorter one"],
]);

/** @throws {UserError} When something is there that a file must not replace. */
async function refuseOtherKinds(path: string): Promise<void> {
  if (/[/](?:\.{0,2})$/u.test(path)) {
    throw new UserError(1, `cannot write ${path}: it names a directory, name a file`);
  }
  const found = await undefinedIfMissing(lstat(path));
  if (found === undefined || found.isFile()) {
    return;
  }
  const isLink = found.isSymbolicLink();
  const target = isLink ? await undefinedIfMissing(stat(path)) : found;
  if (
    isLink &&
    (target === undefined || target.isFile() || target.isDirectory()) &&
    !isInDev(path)
  ) {
    return;
  }
  const kind = target?.isDirectory() === true ? "a directory" : "a pipe, a socket or a device";
  throw new UserError(1, `cannot write ${path}: it is ${kind}, name a file`);
}

/** `/dev/stdout` and its like are links, and are whatever the process has open. Root would replace them for all processes. */
function isInDev(path: string): boolean {
  return dirname(resolve(path)) === "/dev";
}

async function undefinedIfMissing(found: Promise<Stats>): Promise<Stats | undefined> {
  try {
    return await found;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  }
}
