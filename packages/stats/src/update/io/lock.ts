import type { Stats } from "node:fs";

import type { lockSync } from "proper-lockfile";

import type { FileSystem } from "../../file/io/file-system.ts";
import { hasCode } from "../../file/io/file-system.ts";

/** A lock whose time stamp is this old, in milliseconds, belongs to a process that died. */
export const STALE_AFTER_MS = 3_000;

/** Tries once to acquire the lock. Returns a function that releases it, or `undefined` when the lock is held. */
export type TryLock = () => (() => void) | undefined;

export interface LockOptions {
  readonly fs: FileSystem;
  /** The path of the lock, a directory. A file of that name is replaced, because other versions use one. */
  readonly path: string;
  readonly lock: typeof lockSync;
  /** Milliseconds since the Unix epoch, by the clock that dates files. */
  readonly now: () => number;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
  /** Called before a lock is taken over, because its dead owner may have left other files. */
  readonly onTakeover?: () => void;
}

/**
 * The lock beside the statistics file. It orders updates, so that they do not waste work. Events are protected by `publish` and not
 * by the lock, so a lock may be broken when it looks dead: when its time stamp is old, or when it has not changed for
 * `STALE_AFTER_MS`, because the clock may have been set back.
 */
export function createLock(options: LockOptions): TryLock {
  const { fs, path, lock, now, monotonic, onTakeover } = options;
  const unprobed = withoutProbing(fs);
  let seen = { identity: "", since: 0 };

  return () => {
    // Checking first costs a tenth of trying to lock, and waiting processes do it often.
    const found = fs.lstatSync(path, { throwIfNoEntry: false });
    if (found && !found.isDirectory()) {
      fs.unlinkSync(path);
    } else if (found && isUnchanged(found)) {
      fs.rmdirSync(path);
    } else if (found && found.mtimeMs >= now() - STALE_AFTER_MS) {
      return undefined;
    }
    if (found) {
      onTakeover?.();
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
          fs: unprobed,
          onCompromised: () => undefined, // the library's default throws from a timer; `publish` detects a lost lock
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

/**
 * To refresh its locks by a timer, the library dates each new one and looks at how precisely the file system keeps that.
 * An update has released its lock before any timer can run. So the lock keeps the date that the file system gave it, and
 * the one look that follows sees a date that nothing compares.
 */
function withoutProbing(fs: FileSystem): object {
  let isProbing = false;
  return {
    ...fs,
    utimesSync() {
      isProbing = true;
    },
    statSync(file: string) {
      const isProbe = isProbing;
      isProbing = false;
      return isProbe ? { mtime: new Date(0) } : fs.statSync(file);
    },
  };
}

function releaseOf(release: () => void): () => void {
  return () => {
    try {
      release();
    } catch {
      // The update was written. A lock that could not be released is taken over when it is stale.
    }
  };
}
