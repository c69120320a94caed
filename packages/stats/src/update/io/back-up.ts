import { constants } from "node:fs";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { tryUnlink } from "../../file/io/file-system.ts";
import { BACKUP_SUFFIX, TEMPORARY_SUFFIX, writeDurably } from "./publish.ts";
import { readStateId, type State } from "./read-state.ts";
import type { Writer } from "./writer.ts";

/** How much is kept of a file that is too large to be read, in bytes. It is enough to see what the file was. */
const KEPT_BYTES = 1024 * 1024;

/**
 * Backs a file that is not of version 1 up as `stats.json.bak`. The original stays until it is replaced.
 *
 * Another process may have backed it up already and put a new file in place, which must not become the backup. So the file gets
 * a second name by a hard link and is checked under that name, where no process replaces it.
 *
 * @returns Whether it was backed up. A directory called `stats.json.bak` is left alone.
 * @throws What the file system throws.
 */
export function backUp(fs: FileSystem, writer: Writer, path: string, state: State): boolean {
  const temporary = `${path}.${writer.createMark()}${TEMPORARY_SUFFIX}`;
  const beginning = `${path}.${writer.createMark()}${TEMPORARY_SUFFIX}`;
  try {
    fs.linkSync(path, temporary);
    if (readStateId(fs, temporary) === state.id) {
      if (state.isLarge) {
        writeDurably(fs, beginning, beginningOf(fs, temporary));
      }
      fs.renameSync(state.isLarge ? beginning : temporary, `${path}${BACKUP_SUFFIX}`);
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EISDIR")) {
      return false;
    }
    if (!hasCode(error, "ENOENT")) {
      throw error;
    }
    return true; // the file was removed meanwhile, so there is nothing to back up
  } finally {
    tryUnlink(fs, temporary); // it is left when another process replaced the file, or when the backup is a link to the same file
    if (state.isLarge) {
      tryUnlink(fs, beginning);
    }
  }
}

function beginningOf(fs: FileSystem, file: string): Uint8Array {
  const fd = fs.openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const bytes = Buffer.alloc(KEPT_BYTES);
    return bytes.subarray(0, fs.readSync(fd, bytes));
  } finally {
    fs.closeSync(fd);
  }
}
