import fs from "node:fs";

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
  | "writeSync"
>;

export const nodeFileSystem: FileSystem = fs;
