import type fs from "node:fs";
import {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from "node:fs";

/** The synchronous calls of `node:fs` that the statistics need. Tests pass one that fails on purpose. */
export type FileSystem = Pick<
  typeof fs,
  | "closeSync"
  | "fstatSync"
  | "fsyncSync"
  | "linkSync"
  | "lstatSync"
  | "mkdirSync"
  | "openSync"
  | "readFileSync"
  | "readdirSync"
  | "readlinkSync"
  | "renameSync"
  | "rmdirSync"
  | "statSync"
  | "symlinkSync"
  | "unlinkSync"
  | "utimesSync"
> & {
  /** Reads bytes from where the last call ended, perhaps not all of them; gives how many. */
  readSync(fd: number, bytes: Uint8Array): number;
  /** Writes bytes from `offset` on, perhaps not all of them; gives how many. */
  writeSync(fd: number, bytes: Uint8Array, offset: number): number;
};

export const nodeFileSystem: FileSystem = {
  closeSync,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
};

/** Whether `error` is a system error with one of these codes (`ENOENT`, …). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** Removes a helper file. One that cannot be removed now is swept by a later update. */
export function tryUnlink(fs: FileSystem, file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // see above
  }
}
