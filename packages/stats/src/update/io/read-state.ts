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
  let last: { readonly bytes: Buffer; readonly file: StatsFile } | undefined;
  return {
    read() {
      const contents = readContents(fs, path);
      const isLarge = contents !== undefined && !Buffer.isBuffer(contents);
      const isOurs = last !== undefined && isSame(contents, last.bytes);
      const file = isOurs ? last?.file : decodeContents(contents);
      return { id: idOf(contents), file, isLarge, contents };
    },
    remember(bytes, file) {
      last = { bytes, file };
    },
  };
}

function isSame(a: Contents, b: Contents): boolean {
  if (Buffer.isBuffer(a) || Buffer.isBuffer(b)) {
    return Buffer.isBuffer(a) && Buffer.isBuffer(b) && a.equals(b);
  }
  return idOf(a) === idOf(b);
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
