import { join } from "node:path";

import { StatsError } from "../../store/stats-error.ts";
import { STALE_AFTER_MS } from "../../update/io/lock.ts";
import { TEMPORARY_SUFFIX } from "../../update/io/publish.ts";
import { createWriter } from "../../update/io/writer.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import { decodeContents } from "./read-contents.ts";
import { readContents } from "./read-contents.ts";

/** The state of the statistics' directory, for diagnosis. */
export interface Inspection {
  /** `foreign`: the file is not of version 1; the next update backs it up and starts a new one. */
  readonly file: "foreign" | "missing" | "valid";
  readonly lock: LockInspection;
  /** The names of files that killed processes left; the next update removes them. */
  readonly leftovers: readonly string[];
}

/**
 * - `free`: no process writes.
 * - `held`: a process writes, or was killed within the last seconds.
 * - `stale`: left by a process that died, or a file of another version; the next update takes it over.
 * - `blocked`: the lock directory is not empty, so no process can remove it.
 */
interface LockInspection {
  readonly path: string;
  readonly state: "blocked" | "free" | "held" | "stale";
}

/**
 * Inspects the statistics in `dir` without a lock, and changes nothing.
 *
 * @param now - Milliseconds since the Unix epoch, by the clock that dates files.
 * @throws {StatsError} (as a rejection) `unreadable`.
 */
export async function inspect(
  dir: string,
  now: number,
  fs: FileSystem = nodeFileSystem,
): Promise<Inspection> {
  const path = join(dir, "stats.json");
  try {
    return {
      file: inspectFile(fs, path),
      lock: inspectLock(fs, join(dir, "stats.lock"), now),
      leftovers: namesIn(fs, dir).filter(isLeftover),
    };
  } catch (cause) {
    throw new StatsError("unreadable", path, { cause });
  }
}

function inspectFile(fs: FileSystem, path: string): Inspection["file"] {
  const contents = readContents(fs, path);
  if (contents === undefined) {
    return "missing";
  }
  return decodeContents(contents) === undefined ? "foreign" : "valid";
}

function inspectLock(fs: FileSystem, path: string, now: number): LockInspection {
  const found = fs.lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) {
    return { path, state: "free" };
  }
  if (!found.isDirectory()) {
    return { path, state: "stale" };
  }
  if (namesIn(fs, path).length > 0) {
    return { path, state: "blocked" };
  }
  return { path, state: found.mtimeMs >= now - STALE_AFTER_MS ? "held" : "stale" };
}

function namesIn(fs: FileSystem, dir: string): readonly string[] {
  const found = fs.statSync(dir, { throwIfNoEntry: false });
  return found === undefined ? [] : fs.readdirSync(dir);
}

function isLeftover(name: string): boolean {
  const isTemporary = name.startsWith("stats.json.") && name.endsWith(TEMPORARY_SUFFIX);
  return isTemporary && createWriter().isAbandoned(name) === true;
}
