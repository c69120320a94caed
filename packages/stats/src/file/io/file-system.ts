import type fs from "node:fs";
import process from "node:process";

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

export const nodeFileSystem: FileSystem = process.getBuiltinModule("node:fs");
