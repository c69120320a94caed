import fs from "node:fs";

import { type InsteadOfCall, systemError } from "./hooked-file-system.ts";

/** A fault at the `k`-th call to the file system, counted from 1. */
export interface Fault {
  readonly name: string;
  /** Whether the process ends at that call. Later calls have no effect then. */
  readonly isFatal?: boolean;
  /** @param other - The update of another process, for faults that include one. */
  readonly at: (k: number, other: () => void) => InsteadOfCall;
}

const CODES = ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE"] as const;

export const FAULTS: readonly Fault[] = [
  ...CODES.map((code) => fails(`${code} once`, code, (i, k) => i === k)),
  ...CODES.map((code) => fails(`${code} from there on`, code, (i, k) => i >= k)),
  {
    name: "EIO after it was done",
    at: (k) => (i, _, call) => {
      const result = call();
      if (i === k) {
        throw systemError("EIO");
      }
      return result;
    },
  },
  {
    name: "short write",
    at: (k) => (i, name, call, args) => (i >= k ? little(name, call, args) : call()),
  },
  ends("the process ends", () => undefined),
  ends("it ends halfway through", (name, call, args) => {
    if (name === "writeSync") {
      little(name, call, args);
    }
  }),
  {
    name: "another update",
    at: (k, other) => (i, _, call) => {
      if (i === k) {
        other();
      }
      return call();
    },
  },
  {
    name: "another update, EIO",
    at: (k, other) => (i, _, call) => {
      if (i === k) {
        other();
        throw systemError("EIO");
      }
      return call();
    },
  },
  {
    name: "another update, the process ends",
    isFatal: true,
    at: (k, other) => (i, _, call) => {
      if (i === k) {
        other();
      }
      return i >= k ? die() : call();
    },
  },
];

function fails(name: string, code: string, isTime: (i: number, k: number) => boolean): Fault {
  return {
    name,
    at: (k) => (i, _, call) => {
      if (isTime(i, k)) {
        throw systemError(code);
      }
      return call();
    },
  };
}

function ends(
  name: string,
  last: (...call: Parameters<InsteadOfCall> extends [number, ...infer Rest] ? Rest : never) => void,
): Fault {
  return {
    name,
    isFatal: true,
    at: (k) => (i, called, call, args) => {
      if (i === k) {
        last(called, call, args);
      }
      return i >= k ? die() : call();
    },
  };
}

function die(): never {
  throw new Error("This process has ended");
}

/** Writes seven bytes at most; other calls are made as they are. */
function little(name: string, call: () => unknown, args: readonly unknown[]): unknown {
  const [fd, bytes, offset] = args;
  return name === "writeSync" &&
    typeof fd === "number" &&
    bytes instanceof Uint8Array &&
    typeof offset === "number"
    ? fs.writeSync(fd, bytes, offset, Math.min(7, bytes.length - offset))
    : call();
}
