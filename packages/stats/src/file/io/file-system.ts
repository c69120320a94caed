import type fs from "node:fs";
import {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
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
  /** Writes bytes from `offset` on, perhaps not all of them; gives how many. */
  writeSync(fd: number, bytes: Uint8Array, offset: number): number;
};

export const nodeFileSystem: FileSystem = {
  closeSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
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
