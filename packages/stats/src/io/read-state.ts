import { createHash } from "node:crypto";

import { EMPTY_STATS_FILE, type StatsFile, parseStatsFile } from "../stats-file.ts";
import type { FileSystem } from "./file-system.ts";
import { hasCode } from "./has-code.ts";

/** What the statistics file was at one moment. */
export interface State {
  /** Names the contents: two states with one id have the same contents. */
  readonly id: string;
  /** `undefined` when there is a file, but not one of version 1. */
  readonly file: StatsFile | undefined;
}

/** No file of ours comes near this, in bytes; a larger one is not read. */
const LARGEST_BYTES = 64 * 1024 * 1024;

/**
 * Reads the file at `path`; a missing one is empty.
 *
 * @throws What the file system throws, except that the file is missing.
 */
export function readState(fs: FileSystem, path: string): State {
  const contents = readContents(fs, path);
  if (contents === undefined) {
    return { id: "none", file: EMPTY_STATS_FILE };
  }
  if (typeof contents === "string") {
    return { id: contents, file: undefined };
  }
  return { id: idOf(contents), file: parseStatsFile(contents.toString("utf8")) };
}

/** The id of the state that is at `path` now, without decoding it. */
export function readStateId(fs: FileSystem, path: string): string {
  const contents = readContents(fs, path) ?? "none";
  return typeof contents === "string" ? contents : idOf(contents);
}

/** The contents, the id of a file too large to read, or `undefined` when there is no file. */
function readContents(fs: FileSystem, path: string): Buffer | string | undefined {
  try {
    const { dev, ino, size, mtimeMs } = fs.statSync(path);
    return size > LARGEST_BYTES ? `large-${dev}-${ino}-${size}-${mtimeMs}` : fs.readFileSync(path);
  } catch (error) {
    if (hasCode(error, "ENOENT")) {
      return undefined;
    }
    throw error;
  }
}

function idOf(contents: Buffer): string {
  return createHash("sha1").update(contents).digest("hex");
}
