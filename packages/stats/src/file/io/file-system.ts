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
  writeSync,
} from "node:fs";

/** The synchronous functions of `node:fs` that the statistics use. Tests pass functions that fail on purpose. */
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
> & {
  /** Reads bytes from the current position, perhaps fewer than fit, and returns their number. */
  readSync(fd: number, bytes: Uint8Array): number;
  /** Writes bytes from `offset` on, perhaps not all of them, and returns their number. */
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
  writeSync,
};

/** Whether `error` is a system error with one of these codes (`ENOENT`, …). */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && "code" in error && codes.includes(String(error.code));
}

/** Removes a helper file. Ignores failures, because a later update sweeps the file. */
export function tryUnlink(fs: FileSystem, file: string): void {
  try {
    fs.unlinkSync(file);
  } catch {
    // see above
  }
}
