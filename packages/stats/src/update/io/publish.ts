import { basename, dirname, join } from "node:path";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { tryUnlink } from "../../file/io/file-system.ts";
import { readStateId } from "./read-state.ts";
import type { Writer } from "./writer.ts";

/** How the names of the helper files begin and end; `sweep` looks for these. */
export const TEMPORARY_SUFFIX = ".tmp";
export const CLAIM_SUFFIX = ".next";
export const BACKUP_SUFFIX = ".bak";

/**
 * Replaces the file at `path` by `text`, unless it has changed since it was read: a compare-and-swap
 * that holds even when two processes believe that they hold the lock.
 *
 * 1. The new contents are written to a temporary file of their own and flushed.
 * 2. A symbolic link, named after the state that was read and pointing to the temporary file, claims
 *    the succession of that state. Only one process can create it.
 * 3. If that state is still current, the temporary file is renamed into place. Only the claimed file
 *    can succeed that state, and it can be renamed only once; so the rename may be done by anyone.
 * 4. The claim is removed.
 *
 * A process that finds the succession claimed finishes the other's step 3, in case the other was
 * suspended or killed, and has to read again.
 *
 * @param parentId - Id of the state that `text` was made from.
 * @returns Whether `text` was put in place. If not, nothing of it is left: read again and merge.
 * @throws What the file system throws. Nothing was put in place.
 */
export function publish(
  fs: FileSystem,
  writer: Writer,
  path: string,
  parentId: string,
  text: string,
): boolean {
  const temporary = `${path}.${writer.createMark()}${TEMPORARY_SUFFIX}`;
  const claim = `${path}.${parentId}${CLAIM_SUFFIX}`;
  try {
    writeDurably(fs, temporary, Buffer.from(text));
    if (!tryClaim(fs, claim, temporary)) {
      fs.unlinkSync(temporary);
      finishClaim(fs, path, parentId, claim);
      return false;
    }
  } catch (error) {
    tryUnlink(fs, temporary);
    throw error;
  }
  try {
    if (readStateId(fs, path) === parentId) {
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

/** Makes a new file for its owner only, and flushes it. */
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
      return true; // the link was made; network file systems may report a failure all the same
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

/** Puts the file in place that another process has claimed the succession of `parentId` for. */
function finishClaim(fs: FileSystem, path: string, parentId: string, claim: string): void {
  try {
    const temporary = join(dirname(path), basename(fs.readlinkSync(claim)));
    if (readStateId(fs, path) === parentId) {
      renameOnce(fs, temporary, path);
    }
  } catch (error) {
    if (!hasCode(error, "ENOENT")) {
      throw error; // the claim is gone: its owner has finished
    }
  }
}

/** A source that is missing was renamed by another process: the outcome is the same. */
function renameOnce(fs: FileSystem, from: string, to: string): void {
  try {
    fs.renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, "ENOENT")) {
      throw error;
    }
    fs.statSync(to); // throws when it is the whole directory that is missing
  }
}

/** Takes a claimed file back, unless another process has put it in place in the meantime. */
function withdraw(fs: FileSystem, temporary: string): "withdrawn" | "published" {
  try {
    fs.unlinkSync(temporary);
  } catch (error) {
    return hasCode(error, "ENOENT") ? "published" : "withdrawn";
  }
  return "withdrawn";
}
