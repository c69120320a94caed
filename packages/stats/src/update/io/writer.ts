import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import process from "node:process";

import { hasCode } from "../../file/io/file-system.ts";

/** Identifies the temporary files of this store, which writes one at a time. */
export interface Writer {
  /** Creates a unique part for the name of a temporary file. It identifies the writer. */
  readonly createMark: () => string;
  /**
   * Whether the file called `name` is not needed any more: its writer is this store, which is not writing now, or its process
   * has ended.
   *
   * @returns `undefined` when that is unknown, because another host or container shares the directory, or because the name is
   *   not one of a writer.
   */
  readonly isAbandoned: (name: string) => boolean | undefined;
}

const PATTERN = /\b([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\b/;

export function createWriter(): Writer {
  const host = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);
  const own = randomBytes(4).toString("hex");
  let count = randomBytes(4).readUInt32LE(); // random once, because random bytes cost as much as a call to the system
  return {
    createMark() {
      count = (count + 1) >>> 0;
      return `${host}-${process.pid}-${own}-${count.toString(16).padStart(8, "0")}`;
    },
    isAbandoned(name) {
      const [, itsHost, pid, writer] = PATTERN.exec(name) ?? [];
      return itsHost === host ? writer === own || !isAlive(Number(pid)) : undefined;
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}
