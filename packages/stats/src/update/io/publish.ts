import { basename, dirname, join } from "node:path";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { tryUnlink } from "../../file/io/file-system.ts";
import { isCurrent, type State } from "./read-state.ts";
import type { Writer } from "./writer.ts";

/** The endings of the helper files' names, by which `sweep` finds them. */
export const TEMPORARY_SUFFIX = ".tmp";
export const CLAIM_SUFFIX = ".next";
export const BACKUP_SUFFIX = ".bak";

/**
 * Replaces the file at `path` by `bytes`, unless it has changed since it was read: a compare-and-swap
 * that holds even when two processes believe that they hold the lock.
 *
 * 1. The new contents are written to a temporary file and flushed.
 * 2. A symbolic link to the temporary file, named after the state that was read, claims the succession of that state. Only one
 *    process can create it.
 * 3. If that state is still current, the temporary file is renamed into place. Only the claimed file can succeed that state,
 *    and it can be renamed only once, so any process may do the rename.
 * 4. The claim is removed.
 *
 * A process that finds a claim of another process completes step 3 for it, because the other one may be suspended or dead. Then
 * it has to read again.
 *
 * @param parent - The state that `bytes` are based on.
 * @returns Whether `bytes` were put in place. If not, its file was removed, and the caller has to read again and merge.
 * @throws What the file system throws. Nothing was put in place.
 */
export function publish(
  fs: FileSystem,
  writer: Writer,
  path: string,
  parent: State,
  bytes: Uint8Array,
): boolean {
  const temporary = `${path}.${writer.createMark()}${TEMPORARY_SUFFIX}`;
  const claim = `${path}.${parent.id}${CLAIM_SUFFIX}`;
  try {
    writeDurably(fs, temporary, bytes);
    if (!tryClaim(fs, claim, temporary)) {
      fs.unlinkSync(temporary);
      finishClaim(fs, path, parent, claim);
      return false;
    }
  } catch (error) {
    tryUnlink(fs, temporary);
    throw error;
  }
  try {
    if (isCurrent(fs, path, parent)) {
      renameOnce(fs, temporary, path);
      return true;
    }
    return withdraw(fs, temporary) === "published";
  } catch (error) {
    if (withdraw(fs, temporary) === "published") {
      return true;
    }
    throw error;
  } finally {
    tryUnlink(fs, claim);
  }
}

/** Creates a file for its owner only (0600), and flushes it. */
export function writeDurably(fs: FileSystem, file: string, bytes: Uint8Array): void {
  const fd = fs.openSync(file, "wx", 0o600);
  try {
    for (let written = 0; written < bytes.length;) {
      written += fs.writeSync(fd, bytes, written);
    }
    fs.fsyncSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

function tryClaim(fs: FileSystem, claim: string, temporary: string): boolean {
  try {
    fs.symlinkSync(basename(temporary), claim);
    return true;
  } catch (error) {
    if (pointsTo(fs, claim, temporary)) {
      return true; // the link exists; network file systems may report a failure although they created it
    }
    if (hasCode(error, "EEXIST")) {
      return false;
    }
    throw error;
  }
}

function pointsTo(fs: FileSystem, claim: string, temporary: string): boolean {
  try {
    return fs.readlinkSync(claim) === basename(temporary);
  } catch {
    return false; // the caller reports the first error
  }
}

/** Renames the file into place with which another process has claimed the succession of `parent`. */
function finishClaim(fs: FileSystem, path: string, parent: State, claim: string): void {
  try {
    const temporary = join(dirname(path), basename(fs.readlinkSync(claim)));
    if (isCurrent(fs, path, parent)) {
      renameOnce(fs, temporary, path);
    }
  } catch (error) {
    if (!hasCode(error, "ENOENT")) {
      throw error; // the owner of the claim has finished and removed it
    }
  }
}

/** Ignores a missing source, because another process has renamed it already. */
function renameOnce(fs: FileSystem, from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) {
      throw error;
    }
    fs.statSync(to); // throws when the whole directory is missing
  }
}

/** Removes a claimed file, unless another process has put it in place meanwhile. */
function withdraw(fs: FileSystem, temporary: string): "withdrawn" | "published" {
  try {
    fs.unlinkSync(temporary);
  } catch (error) {
    return hasCode(error, "ENOENT") ? "published" : "withdrawn";
  }
  return "withdrawn";
}
