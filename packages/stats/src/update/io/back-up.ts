import { constants } from "node:fs";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { tryUnlink } from "../../file/io/file-system.ts";
import { BACKUP_SUFFIX, TEMPORARY_SUFFIX, writeDurably } from "./publish.ts";
import { readStateId, type State } from "./read-state.ts";
import type { Writer } from "./writer.ts";

/** How much of a file that is too large to be read is kept, in bytes: enough to see what it was. */
const KEPT_BYTES = 1024 * 1024;

/**
 * Keeps a file that is not one of version 1 as `stats.json.bak`; it stays in place until it is replaced.
 *
 * Another process may have done so already and put a new file in place, which must not become the backup. So
 * whatever is there gets a second name first, and is looked at under that name, where it cannot change.
 *
 * @returns Whether it was kept. A directory of that name is nobody's backup and stays as it is.
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
      throw error; // it has just been removed: there is nothing to keep
    }
    return true;
  } finally {
    tryUnlink(fs, temporary); // still there when it was another's, or when the backup is this very file
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
