import { EMPTY_STATS_FILE, type StatsFile, parseStatsFile } from "../stats-file.ts";
import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./file-system.ts";

/**
 * What is at a path: nothing, the bytes of a file, or the `identity` of one that is too large to be ours and is not read.
 */
export type Contents = undefined | Buffer | { readonly identity: string };

/** The largest file that is read, in bytes. Compaction keeps ours far below. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/** @throws What the file system throws, except that the file is missing. */
export function readContents(fs: FileSystem, path: string): Contents {
  try {
    const { dev, ino, size, mtimeMs } = fs.statSync(path);
    return size > LARGEST_BYTES
      ? { identity: `${dev}-${ino}-${size}-${mtimeMs}` }
      : fs.readFileSync(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  }
}

/** The statistics in a file's contents: empty without a file, `undefined` when it is not one of version 1. */
export function decodeContents(contents: Contents): StatsFile | undefined {
  if (contents === undefined) {
    return EMPTY_STATS_FILE;
  }
  return Buffer.isBuffer(contents) ? parseStatsFile(contents.toString("utf8")) : undefined;
}
