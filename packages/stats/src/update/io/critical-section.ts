import { join } from "node:path";

import { lockSync } from "proper-lockfile";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";
import { makeDirectory } from "../../file/io/make-directory.ts";
import { StatsError } from "../../store/stats-error.ts";
import { createLock } from "./lock.ts";
import { createStateReader } from "./read-state.ts";
import { createSweeper } from "./sweep.ts";
import { type Change, updateOnce } from "./update-cycle.ts";
import type { Section } from "./update-queue.ts";
import { createWriter } from "./writer.ts";

export interface CriticalSectionOptions {
  readonly fs: FileSystem;
  readonly dir: string;
  /** The statistics file in `dir`. */
  readonly path: string;
  /** Milliseconds since the Unix epoch: the store's clock, and the one that dates files. */
  readonly now: () => number;
  readonly systemTime: () => number;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
  /** Length of the window in seconds. */
  readonly window: () => number;
}

const LOCK_NAME = "stats.lock";

/**
 * The part of an update that runs under the lock.
 *
 * `tryLock` creates the directory when it is missing. It throws a `StatsError` (`unwritable`), as `write` does.
 */
export function createCriticalSection(options: CriticalSectionOptions): Section<Change> {
  const { fs, dir, path, now, systemTime, monotonic, window } = options;
  const writer = createWriter();
  const states = createStateReader(fs, path);
  const sweeper = createSweeper(fs, writer, path, monotonic);
  const tryLock = createLock({
    fs,
    path: join(dir, LOCK_NAME),
    lock: lockSync,
    now: systemTime,
    monotonic,
    onTakeover: sweeper.setDue,
  });

  const place = { fs, path, writer, states, sweepAt: sweeper.sweepIfDue };

  return {
    tryLock() {
      try {
        return inDirectory(tryLock);
      } catch (cause) {
        throw new StatsError("unwritable", path, { cause });
      }
    },
    write(changes) {
      try {
        return updateOnce(place, changes, now(), window());
      } catch (error) {
        sweeper.setDue();
        throw error;
      }
    },
  };

  function inDirectory<T>(action: () => T): T {
    try {
      return action();
    } catch (error) {
      if (!hasCode(error, "ENOENT")) {
        throw error;
      }
      makeDirectory(fs, dir);
      return action();
    }
  }
}
