import fs from "node:fs";

import { type FileSystem, nodeFileSystem } from "../io/file-system.ts";

type Call = keyof FileSystem;

/** What to do just before the `k`-th call (from 1); what it throws, the call throws. */
export type BeforeCall = (k: number, name: Call) => void;

const CALLS: readonly Call[] = [
  "closeSync",
  "fsyncSync",
  "linkSync",
  "lstatSync",
  "mkdirSync",
  "openSync",
  "readFileSync",
  "readdirSync",
  "readlinkSync",
  "renameSync",
  "rmdirSync",
  "statSync",
  "symlinkSync",
  "unlinkSync",
  "utimesSync",
  "writeSync",
];

/** The real file system with a hook before every call. */
export function hookedFileSystem(before: BeforeCall): FileSystem {
  let k = 0;
  const hooked = CALLS.map((name) => {
    const call: (...args: never[]) => unknown = nodeFileSystem[name];
    return [
      name,
      (...args: never[]) => {
        k += 1;
        before(k, name);
        return call(...args);
      },
    ] as const;
  });
  return { ...nodeFileSystem, ...Object.fromEntries(hooked) };
}

/** The error that the system gives for `code`. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: made by a test`), { code });
}

/** Names in `directory`, sorted. */
export function namesIn(directory: string): readonly string[] {
  return fs.readdirSync(directory).toSorted();
}
