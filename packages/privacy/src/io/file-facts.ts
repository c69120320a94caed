import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";

/** Nobody writes a longer `.gitignore` by hand. */
const MAX_TEXT_BYTES = 1024 * 1024;

/**
 * What the filter must know of the disk. Synchronous, because each look takes some microseconds and a promise takes a hundred
 * times that. Nothing here throws: what cannot be read counts as missing.
 */
export interface FileFacts {
  /** The same file without symbolic links in its path. For a missing file, the links in its existing directories are followed. */
  realPath(path: string): string;
  /** In bytes; 0 when the file is missing. */
  size(path: string): number;
  /** Whether `directory` holds a `.git`. */
  isGitRoot(directory: string): boolean;
  /** The content of a small file, read again when the file has changed; `undefined` when it is missing. */
  text(path: string): string | undefined;
}

interface CachedText {
  readonly fingerprint: string;
  readonly text: string;
}

export function createFileFacts(): FileFacts {
  const cache = new Map<string, CachedText>();

  function textAt(path: string): string | undefined {
    const found = statPath(path);
    if (!found?.isFile() || found.size > MAX_TEXT_BYTES) {
      cache.delete(path);
      return undefined;
    }
    const fingerprint = `${found.ino} ${found.size} ${found.mtimeMs} ${found.ctimeMs}`;
    const before = cache.get(path);
    if (before?.fingerprint === fingerprint) {
      return before.text;
    }
    const text = undefinedOnSystemError(() => readFileSync(path, "utf8"));
    if (text !== undefined) {
      cache.set(path, { fingerprint, text });
    }
    return text;
  }

  return {
    realPath: realPathOf,
    size: (path) => statPath(path)?.size ?? 0,
    isGitRoot: (directory) => statPath(join(directory, ".git")) !== undefined,
    text: textAt,
  };
}

function realPathOf(path: string): string {
  const above = dirname(path);
  return (
    undefinedOnSystemError(() => realpathSync.native(path)) ??
    (above === path ? path : join(realPathOf(above), basename(path)))
  );
}

function statPath(path: string): Stats | undefined {
  return undefinedOnSystemError(() => statSync(path, { throwIfNoEntry: false }));
}

function undefinedOnSystemError<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return undefined;
    }
    throw error;
  }
}
