import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import process from "node:process";

import { hasCode } from "../../file/io/file-system.ts";

/** A store as the author of its temporary files, which it writes one at a time. */
export interface Writer {
  /** A unique part for the name of a temporary file; it tells who wrote it. */
  readonly createMark: () => string;
  /**
   * Whether the writer of the file called `name` has no more use for it: it is this one, which is not
   * writing now, or its process has ended.
   *
   * @returns `undefined` when that cannot be told: another host (or a container) shares the directory,
   *   or the name is not a writer's.
   */
  readonly isAbandoned: (name: string) => boolean | undefined;
}

const PATTERN = /\b([0-9a-f]{8})-(\d+)-([0-9a-f]{8})-[0-9a-f]{8}\b/;

export function createWriter(): Writer {
  const host = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);
  const own = randomBytes(4).toString("hex");
  return {
    createMark: () => `${host}-${process.pid}-${own}-${randomBytes(4).toString("hex")}`,
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
