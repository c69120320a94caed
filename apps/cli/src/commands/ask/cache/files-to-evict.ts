import { MAX_AGE_MS } from "./cached-answer.ts";

/** A file of the cache. */
export interface CacheFile {
  readonly name: string;
  readonly bytes: number;
  /** When it was written, in milliseconds since the Unix epoch. */
  readonly at: number;
}

/** The limits of the cache, which one more answer may exceed until the next sweep. */
export const MAX_FILES = 500;
export const MAX_BYTES: number = 32 * 1024 * 1024;

/** The names of the files to remove: those that are too old, and the oldest ones beyond the limits. */
export function filesToEvict(files: readonly CacheFile[], now: number): readonly string[] {
  const newestFirst = files.toSorted((one, other) => other.at - one.at);
  let count = 0;
  let bytes = 0;
  return newestFirst
    .filter((file) => {
      count += 1;
      bytes += file.bytes;
      return now - file.at >= MAX_AGE_MS || count > MAX_FILES || bytes > MAX_BYTES;
    })
    .map(({ name }) => name);
}
