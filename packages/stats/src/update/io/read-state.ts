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
  /** What was read. To compare it is a tenth of the work of making an id. */
  readonly contents: Contents;
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
      return last !== undefined && isSame(contents, last.contents) ? last : stateOf(contents);
    },
    remember(bytes, file) {
      last = { id: idOf(bytes), file, isLarge: false, contents: bytes };
    },
  };
}

function stateOf(contents: Contents): State {
  const isLarge = contents !== undefined && !Buffer.isBuffer(contents);
  return { id: idOf(contents), file: decodeContents(contents), isLarge, contents };
}

function isSame(a: Contents, b: Contents): boolean {
  return Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : idOf(a) === idOf(b);
}

/** The id of the current state at `path`. The contents are not decoded. */
export function readStateId(fs: FileSystem, path: string): string {
  return idOf(readContents(fs, path));
}

/** Whether a state is still at `path`. */
export function isCurrent(fs: FileSystem, path: string, state: State): boolean {
  // That a file is still missing is seen without the exception that opening it makes, which costs as much as ten looks.
  const isStillMissing =
    state.id === NO_FILE && fs.lstatSync(path, { throwIfNoEntry: false }) === undefined;
  return isStillMissing || isSame(readContents(fs, path), state.contents);
}

function idOf(contents: Contents): string {
  if (contents === undefined) {
    return NO_FILE;
  }
  return Buffer.isBuffer(contents)
    ? createHash("sha1").update(contents).digest("hex")
    : `large-${contents.identity}`;
}
