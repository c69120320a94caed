import { constants } from "node:fs";

import { UnsuitablePlace } from "../../store/stats-error.ts";
import { EMPTY_STATS_FILE, type StatsFile, parseStatsFile } from "../stats-file.ts";
import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./file-system.ts";

/**
 * What is at a path: nothing, the bytes of a file, or the `identity` of one that is too large to be ours and is not read.
 */
export type Contents = undefined | Buffer | { readonly identity: string };

/** The largest file that is read, in bytes. Compaction keeps ours far below. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a regular file. Anything else is only opened, without waiting for whoever is at the other end of a pipe.
 *
 * @throws {UnsuitablePlace} When something else is there.
 * @throws What the file system throws, except that the file is missing.
 */
export function readContents(fs: FileSystem, path: string): Contents {
  const fd = tryOpen(fs, path);
  if (fd === undefined) {
    return undefined;
  }
  try {
    const found = fs.fstatSync(fd);
    if (!found.isFile()) {
      throw new UnsuitablePlace(
        found.isDirectory() ? "a directory, must be a file" : "a pipe or a device, must be a file",
      );
    }
    const { dev, ino, size, mtimeMs } = found;
    return size > LARGEST_BYTES
      ? { identity: `${dev}-${ino}-${size}-${mtimeMs}` }
      : fs.readFileSync(fd);
  } finally {
    fs.closeSync(fd);
  }
}

function tryOpen(fs: FileSystem, path: string): number | undefined {
  try {
    return fs.openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
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
