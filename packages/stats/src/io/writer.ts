import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import process from "node:process";

import { hasCode } from "./has-code.ts";

const HOST = createHash("sha1").update(hostname()).digest("hex").slice(0, 8);
const PATTERN = /\b([0-9a-f]{8})-(\d+)-[0-9a-f]{12}\b/;

/** A unique part for the name of a temporary file; it tells which process wrote the file. */
export function writerMark(): string {
  return `${HOST}-${process.pid}-${randomBytes(6).toString("hex")}`;
}

/**
 * Whether the process that chose `name` is known to be gone.
 *
 * @returns `undefined` when that cannot be told: another host (or a container) shares the directory,
 *   or the name is not ours.
 */
export function isWriterGone(name: string): boolean | undefined {
  const [, host, pid] = PATTERN.exec(name) ?? [];
  return host === HOST ? !isAlive(Number(pid)) : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !hasCode(error, "ESRCH");
  }
}
