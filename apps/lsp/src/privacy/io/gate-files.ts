import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** A longer `.gitignore` is none that somebody has written. */
const MOST_BYTES = 1024 * 1024;

/**
 * What a gate must know of the disk. Synchronous: each answer takes some microseconds, promises take a hundred times
 * that. Nothing here throws; what cannot be looked at counts as not there.
 */
export interface GateFiles {
  /** The same file without symbolic links in its path. A file that does not exist is in the directory that does. */
  realPathOf(path: string): string;
  /** In bytes; 0 when there is no such file. */
  sizeOf(path: string): number;
  /** Whether `directory` holds a `.git`. */
  isGitRoot(directory: string): boolean;
  /** What a small file says, read again when it has changed; `undefined` when there is none. */
  textOf(path: string): string | undefined;
}

interface KnownText {
  readonly stamp: string;
  readonly text: string;
}

export function createGateFiles(): GateFiles {
  const known = new Map<string, KnownText>();

  function textOf(path: string): string | undefined {
    const found = statOf(path);
    if (!found?.isFile() || found.size > MOST_BYTES) {
      known.delete(path);
      return undefined;
    }
    const stamp = `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
    const before = known.get(path);
    if (before?.stamp === stamp) {
      return before.text;
    }
    const text = attempt(() => readFileSync(path, "utf8"));
    if (text !== undefined) {
      known.set(path, { stamp, text });
    }
    return text;
  }

  return {
    realPathOf,
    sizeOf: (path) => statOf(path)?.size ?? 0,
    isGitRoot: (directory) => statOf(join(directory, ".git")) !== undefined,
    textOf,
  };
}

function realPathOf(path: string): string {
  const above = dirname(path);
  return (
    attempt(() => realpathSync.native(path)) ??
    (above === path ? path : join(realPathOf(above), basename(path)))
  );
}

function statOf(path: string): Stats | undefined {
  return attempt(() => statSync(path, { throwIfNoEntry: false }));
}

function attempt<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return undefined;
    }
    throw error;
  }
}
