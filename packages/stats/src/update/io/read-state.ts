import { createHash } from "node:crypto";

import type { FileSystem } from "../../file/io/file-system.ts";
import { decodeContents } from "../../file/io/read-contents.ts";
import { type Contents, readContents } from "../../file/io/read-contents.ts";
import type { StatsFile } from "../../file/stats-file.ts";

/** What the statistics file was at one moment. */
export interface State {
  /** Names the contents: two states with one id have the same contents. */
  readonly id: string;
  /** `undefined` when there is a file, but not one of version 1. */
  readonly file: StatsFile | undefined;
  /** Whether it is a file that is too large to be ours, which was not read. */
  readonly isLarge: boolean;
}

/**
 * Reads the file at `path`; a missing one is empty.
 *
 * @throws What the file system throws, except that the file is missing.
 */
export function readState(fs: FileSystem, path: string): State {
  const contents = readContents(fs, path);
  const isLarge = contents !== undefined && !Buffer.isBuffer(contents);
  return { id: idOf(contents), file: decodeContents(contents), isLarge };
}

/** The id of the state that is at `path` now, without decoding it. */
export function readStateId(fs: FileSystem, path: string): string {
  return idOf(readContents(fs, path));
}

function idOf(contents: Contents): string {
  if (contents === undefined) {
    return "none";
  }
  return Buffer.isBuffer(contents)
    ? createHash("sha1").update(contents).digest("hex")
    : `large-${contents.identity}`;
}
