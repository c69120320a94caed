import type { lockSync } from "proper-lockfile";

import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./has-code.ts";

/**
 * A lock whose time stamp is this old, in milliseconds, belongs to a process that died. The library
 * dates a new lock up to a second ahead, so a dead one is taken over after three to four seconds.
 */
export const STALE_AFTER_MS = 3_000;

/** Tries once to take the lock. Gives the function that releases it, or `undefined` when it is held. */
export type TryLock = () => (() => void) | undefined;

/**
 * The lock beside the statistics file. It puts updates in order and keeps them from wasting work; what
 * protects the events is `publish`. It may therefore break a lock that looks dead.
 *
 * @param path - Of the lock, a directory. Anything else that bears the name is replaced: other
 *   versions keep a regular file there.
 * @param monotonic - Milliseconds of a clock that never jumps. A lock that does not change for
 *   `STALE_AFTER_MS` of it is dead, whatever its time stamp says: the clock may have been set back.
 */
export function createLock(
  fs: FileSystem,
  path: string,
  monotonic: () => number,
  lock: typeof lockSync,
): TryLock {
  let seen = { identity: "", since: 0 };

  return () => {
    try {
      return releaseOf(acquire());
    } catch (error) {
      if (!hasCode(error, "ELOCKED", "ENOTDIR")) {
        throw error;
      }
      breakIfDead(error);
      return undefined;
    }
  };

  function acquire(): () => void {
    return lock(path, {
      lockfilePath: path,
      realpath: false, // the file may not exist yet
      stale: STALE_AFTER_MS,
      fs,
      onCompromised: () => undefined, // the library's default throws from a timer; `publish` is the fence
    });
  }

  function breakIfDead(cause: unknown): void {
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (found === undefined) {
      if (hasCode(cause, "ENOTDIR")) {
        throw cause; // it is a folder above the lock that is not one
      }
      return;
    }
    if (!found.isDirectory()) {
      fs.unlinkSync(path);
      return;
    }
    const identity = `${found.ino}-${found.mtimeMs}`;
    if (seen.identity !== identity) {
      seen = { identity, since: monotonic() };
    } else if (monotonic() - seen.since > STALE_AFTER_MS) {
      fs.rmdirSync(path);
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
