import { basename, dirname, join } from "node:path";

import type { FileSystem } from "../../file/io/file-system.ts";
import { BACKUP_SUFFIX, CLAIM_SUFFIX, TEMPORARY_SUFFIX } from "./publish.ts";
import type { Writer } from "./writer.ts";

/** The age at which a helper file of an unknown writer is removed, because its event has left the default window. */
const ABANDONED_AFTER_MS = 3_600_000;
/** How long a backup is kept. */
const BACKUP_KEPT_MS = 7 * 24 * 3_600_000;

/** How long after a sweep there is no other one, in milliseconds. */
const SWEEP_INTERVAL_MS = 60_000;

/** Sweeps with the first update of a process, and after that once a minute or when there may be something to sweep. */
export interface Sweeper {
  /** Sweeps if that is due. `now` is as in `sweep`. */
  readonly sweepIfDue: (now: number) => void;
  /** An update failed, or another process left its lock: the next update sweeps. */
  readonly setDue: () => void;
}

export function createSweeper(
  fs: FileSystem,
  writer: Writer,
  path: string,
  monotonic: () => number,
): Sweeper {
  let dueAt = Number.NEGATIVE_INFINITY;
  return {
    sweepIfDue(now) {
      if (monotonic() >= dueAt) {
        sweep(fs, writer, path, now);
        dueAt = monotonic() + SWEEP_INTERVAL_MS;
      }
    },
    setDue() {
      dueAt = Number.NEGATIVE_INFINITY;
    },
  };
}

/**
 * Removes the temporary files and claims that killed processes left beside `path`, and a backup that is a week old. Files of
 * living processes stay. When it is unknown whether the writer lives, files are removed after an hour. Never throws.
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

/** Uses `ctime`, because the backup keeps the modification time of the original. */
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

/** Ignores every error, because a later update tries again. */
function ignoringErrors(action: () => void): void {
  try {
    action();
  } catch {
    // see above
  }
}
