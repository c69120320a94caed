import fs from "node:fs";

import { type FileSystem, nodeFileSystem } from "../file/io/file-system.ts";

type Call = keyof FileSystem;

/** Called before the `k`-th call, counted from 1. The call throws what it throws. */
export type BeforeCall = (k: number, name: Call) => void;

/** Called instead of the `k`-th call, counted from 1. `call` makes the real call with `args`. */
export type InsteadOfCall = (
  k: number,
  name: Call,
  call: () => unknown,
  args: readonly unknown[],
) => unknown;

const CALLS: readonly Call[] = [
  "closeSync",
  "fstatSync",
  "fsyncSync",
  "linkSync",
  "lstatSync",
  "mkdirSync",
  "openSync",
  "readFileSync",
  "readSync",
  "readdirSync",
  "readlinkSync",
  "renameSync",
  "rmdirSync",
  "statSync",
  "symlinkSync",
  "unlinkSync",
  "writeSync",
];

/** A file system (the real one, if none is given) with a hook before every call. */
export function hookedFileSystem(before: BeforeCall, real = nodeFileSystem): FileSystem {
  return replacedFileSystem((k, name, call) => {
    before(k, name);
    return call();
  }, real);
}

/** A file system (the real one, if none is given) where every call goes through `instead`. */
export function replacedFileSystem(instead: InsteadOfCall, real = nodeFileSystem): FileSystem {
  let k = 0;
  const replaced = CALLS.map((name) => {
    const call: (...args: never[]) => unknown = real[name];
    return [
      name,
      (...args: never[]) => {
        k += 1;
        return instead(k, name, () => call(...args), args);
      },
    ] as const;
  });
  return { ...real, ...Object.fromEntries(replaced) };
}

/** The error that the system gives for `code`. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}

/** Names in `directory`, sorted. */
export function namesIn(directory: string): readonly string[] {
  return fs.readdirSync(directory).toSorted();
}
