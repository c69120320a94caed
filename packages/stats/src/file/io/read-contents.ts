import { constants } from "node:fs";

import { UnsuitablePlace } from "../../store/stats-error.ts";
import { EMPTY_STATS_FILE, type StatsFile, parseStatsFile } from "../stats-file.ts";
import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./file-system.ts";

/**
 * The contents at a path: nothing, the bytes of a file, or the `identity` of a file that was not read because it is too large to
 * be ours.
 */
export type Contents = undefined | Buffer | { readonly identity: string };

/** The largest file that is read, in bytes. Compaction keeps our file far smaller. */
const LARGEST_BYTES = 16 * 1024 * 1024;

/**
 * Reads a regular file. Anything else is opened without blocking and not read, because reading a pipe could wait for ever.
 *
 * @throws {UnsuitablePlace} When the path is no regular file.
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

/** Decodes the statistics. Without a file they are empty; `undefined` when the file is not of version 1. */
export function decodeContents(contents: Contents): StatsFile | undefined {
  if (contents === undefined) {
    return EMPTY_STATS_FILE;
  }
  return Buffer.isBuffer(contents) ? parseStatsFile(contents.toString("utf8")) : undefined;
}
