import { createHash } from "node:crypto";

import type { FileSystem } from "../../file/io/file-system.ts";
import { decodeContents } from "../../file/io/read-contents.ts";
import { type Contents, readContents } from "../../file/io/read-contents.ts";
import type { StatsFile } from "../../file/stats-file.ts";

/** The statistics file at one moment. */
export interface State {
  /** Identifies the contents: states with the same id have the same contents. */
  readonly id: string;
  /** `undefined` when the file is not of version 1. */
  readonly file: StatsFile | undefined;
  /** Whether the file was not read because it is too large to be ours. */
  readonly isLarge: boolean;
}

const NO_FILE = "none";

/** Reads the states of one file. */
export interface StateReader {
  /**
   * Reads the file. A missing file counts as empty. What was written last by this process is not decoded again, because a server
   * writes a long list again and again.
   *
   * @throws What the file system throws, except for a missing file.
   */
  readonly read: () => State;
  /** Tells what was written, and what decoding it gives. */
  readonly remember: (bytes: Buffer, file: StatsFile) => void;
}

export function createStateReader(fs: FileSystem, path: string): StateReader {
  let last: State | undefined;
  return {
    read() {
      const contents = readContents(fs, path);
      const id = idOf(contents);
      return id === last?.id ? last : stateOf(id, contents);
    },
    remember(bytes, file) {
      last = { id: idOf(bytes), file, isLarge: false };
    },
  };
}

function stateOf(id: string, contents: Contents): State {
  const isLarge = contents !== undefined && !Buffer.isBuffer(contents);
  return { id, file: decodeContents(contents), isLarge };
}

/** The id of the current state at `path`. The contents are not decoded. */
export function readStateId(fs: FileSystem, path: string): string {
  return idOf(readContents(fs, path));
}

/** Whether the state called `id` is still at `path`. */
export function isCurrent(fs: FileSystem, path: string, id: string): boolean {
  // That a file is still missing is seen without the exception that opening it makes, which costs as much as ten looks.
  const isStillMissing =
    id === NO_FILE && fs.lstatSync(path, { throwIfNoEntry: false }) === undefined;
  return isStillMissing || readStateId(fs, path) === id;
}

function idOf(contents: Contents): string {
  if (contents === undefined) {
    return NO_FILE;
  }
  return Buffer.isBuffer(contents)
    ? createHash("sha1").update(contents).digest("hex")
    : `large-${contents.identity}`;
}
