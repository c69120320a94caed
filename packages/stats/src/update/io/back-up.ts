import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { tryUnlink } from "../../file/io/file-system.ts";
import { TEMPORARY_SUFFIX } from "./publish.ts";
import { readStateId } from "./read-state.ts";
import type { Writer } from "./writer.ts";

/**
 * Keeps a file that is not one of version 1 as `stats.json.bak`; it stays in place until it is replaced.
 *
 * Another process may have done so already and put a new file in place, which must not become the backup. So
 * whatever is there gets a second name first, and is looked at under that name, where it cannot change.
 *
 * @param id - Of the state that is to be kept.
 * @throws What the file system throws.
 */
export function backUp(fs: FileSystem, writer: Writer, path: string, id: string): void {
  const temporary = `${path}.${writer.createMark()}${TEMPORARY_SUFFIX}`;
  try {
    fs.linkSync(path, temporary);
    if (readStateId(fs, temporary) === id) {
      fs.renameSync(temporary, `${path}.bak`);
    }
  } catch (error) {
    if (!hasCode(error, "ENOENT")) {
      throw error; // it has just been removed: there is nothing to keep
    }
  } finally {
    tryUnlink(fs, temporary); // still there when it was another's, or when the backup is this very file
  }
}
