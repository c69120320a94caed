import type { Stats } from "node:fs";

import type { lockSync } from "proper-lockfile";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";

/**
 * A lock whose time stamp is this old, in milliseconds, belongs to a process that died. The library
 * dates a new lock up to a second ahead, so a dead one is taken over after three to four seconds.
 */
export const STALE_AFTER_MS = 3_000;

/** Tries once to take the lock. Gives the function that releases it, or `undefined` when it is held. */
export type TryLock = () => (() => void) | undefined;

export interface LockOptions {
  readonly fs: FileSystem;
  /** Path of the lock, a directory. Anything else of that name is replaced: other versions keep a file there. */
  readonly path: string;
  readonly lock: typeof lockSync;
  /** Milliseconds since the Unix epoch, by the clock that dates files. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
}

/**
 * The lock beside the statistics file. It puts updates in order and keeps them from wasting work; what
 * protects the events is `publish`. It may therefore break a lock that looks dead: one with an old time
 * stamp, or one that did not change for `STALE_AFTER_MS`, since the clock may have been set back.
 */
export function createLock({ fs, path, lock, now, monotonic }: LockOptions): TryLock {
  let seen = { identity: "", since: 0 };

  return () => {
    // Looking first costs a tenth of an attempt, and processes that wait do little else.
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) {
      fs.unlinkSync(path);
    } else if (found && isUnchanged(found)) {
      fs.rmdirSync(path);
    } else if (found && found.mtimeMs >= now() - STALE_AFTER_MS) {
      return undefined;
    }
    return acquire();
  };

  function isUnchanged({ ino, mtimeMs }: Stats): boolean {
    const identity = `${ino}-${mtimeMs}`;
    if (seen.identity !== identity) {
      seen = { identity, since: monotonic() };
    }
    return monotonic() - seen.since > STALE_AFTER_MS;
  }

  function acquire(): (() => void) | undefined {
    try {
      return releaseOf(
        lock(path, {
          lockfilePath: path,
          realpath: false, // the file may not exist yet
          stale: STALE_AFTER_MS,
          fs,
          onCompromised: () => undefined, // the library's default throws from a timer; `publish` is the fence
        }),
      );
    } catch (error) {
      if (hasCode(error, "ELOCKED")) {
        return undefined;
      }
      throw error;
    }
  }
}

function releaseOf(release: () => void): () => void {
  return () => {
    try {
      release();
    } catch {
      // The update stands. A lock that was not released is taken over when it is stale.
    }
  };
}
