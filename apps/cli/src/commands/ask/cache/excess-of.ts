import { KEEP_MS } from "./kept-answer.ts";

/** A file of the cache. */
export interface CacheFile {
  readonly name: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What the cache may hold before one more answer is kept. */
export const MOST_FILES = 500;
export const MOST_BYTES: number = 32 * 1024 * 1024;

/** The names of the files that must go: those that are too old, and then the oldest until the rest is not too much. */
export function excessOf(files: readonly CacheFile[], now: number): readonly string[] {
  const newestFirst = files.toSorted((one, other) => other.at - one.at);
  let kept = 0;
  let bytes = 0;
  return newestFirst
    .filter((file) => {
      kept += 1;
      bytes += file.bytes;
      return now - file.at >= KEEP_MS || kept > MOST_FILES || bytes > MOST_BYTES;
    })
    .map(({ name }) => name);
}
