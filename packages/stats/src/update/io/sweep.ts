import { basename, dirname, join } from "node:path";

import type { FileSystem } from "../../file/io/file-system.ts";
import { BACKUP_SUFFIX, CLAIM_SUFFIX, TEMPORARY_SUFFIX } from "./publish.ts";
import type { Writer } from "./writer.ts";

/** Age at which a helper file of an unknown writer is swept: its event has left the default window. */
const ABANDONED_AFTER_MS = 3_600_000;
/** How long a file that was set aside is kept. */
const BACKUP_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Removes the temporary files and claims that killed processes left beside `path`, and a backup that is a week old. Those of
 * living processes stay; where that cannot be told, an hour decides. Best effort: never throws.
 *
 * @param now - Milliseconds since the Unix epoch, by the clock that dates files.
 */
export function sweep(fs: FileSystem, writer: Writer, path: string, now: number): void {
  const directory = dirname(path);
  const prefix = `${basename(path)}.`;
  for (const name of namesIn(fs, directory)) {
    if (name === `${basename(path)}${BACKUP_SUFFIX}`) {
      ignoringErrors(() => sweepBackup(fs, join(directory, name), now));
    }
    const isTemporary = name.endsWith(TEMPORARY_SUFFIX);
    const isClaim = name.endsWith(CLAIM_SUFFIX);
    if (name.startsWith(prefix) && (isTemporary || isClaim)) {
      ignoringErrors(() => {
        const file = join(directory, name);
        const temporary = isClaim ? fs.readlinkSync(file) : name;
        const isOld = (): boolean => now - fs.lstatSync(file).mtimeMs > ABANDONED_AFTER_MS;
        if (writer.isAbandoned(temporary) ?? isOld()) {
          fs.unlinkSync(file);
        }
      });
    }
  }
}

/** Its time of modification is that of what was set aside; its status changed when it was. */
function sweepBackup(fs: FileSystem, file: string, now: number): void {
  const found = fs.lstatSync(file);
  if (found.isFile() && now - found.ctimeMs > BACKUP_KEPT_MS) {
    fs.unlinkSync(file);
  }
}

function namesIn(fs: FileSystem, directory: string): readonly string[] {
  let names: readonly string[] = [];
  ignoringErrors(() => {
    names = fs.readdirSync(directory);
  });
  return names;
}

/** What cannot be removed now will be tried again by the next update. */
function ignoringErrors(action: () => void): void {
  try {
    action();
  } catch {
    // see above
  }
}
