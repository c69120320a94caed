import { join, resolve } from "node:path";

import { clampWindow, DEFAULT_WINDOW_SECONDS } from "../../events/window.ts";
import { type FileSystem, nodeFileSystem } from "../../file/io/file-system.ts";
import { requireOwnDirectory } from "../../file/io/own-directory.ts";
import { decodeContents, readContents } from "../../file/io/read-contents.ts";
import { EMPTY_STATS_FILE } from "../../file/stats-file.ts";
import { createReport, type Report } from "../../snapshot/report.ts";
import { rpm, type Snapshot } from "../../snapshot/snapshot.ts";
import { StatsError, UnsuitablePlace } from "../stats-error.ts";
import type { StoreOptions } from "../store-options.ts";

/** The part of a store that reads. It is apart from the rest so that a program that only reads does not load the lock. */
export interface StatsReader {
  /**
   * Adds up the events inside the window, without a lock. A missing file, or one that is not of this
   * version, is an empty snapshot.
   *
   * @throws {StatsError} (as a rejection) `unreadable` or `no-directory`.
   */
  readonly snapshot: () => Promise<Snapshot>;
  /** The snapshot and details about its window, from one read of the file. Rejects as `snapshot` does. */
  readonly report: () => Promise<Report>;
  /** Requests per minute, over the snapshot's whole window. */
  readonly rpm: (snapshot: Snapshot) => number;
  /** Sets the window, in seconds: rounded, then clamped to 60 … 86,400. */
  readonly setWindow: (seconds: number) => void;
  /** Length of the window in seconds. */
  readonly window: () => number;
  /** Directory of the statistics file, or `undefined` when none is known. */
  readonly cacheDir: () => string | undefined;
  /** The statistics file, or `undefined` when no directory is known. */
  readonly path: () => string | undefined;
}

/** Creates a reader of the file in a given directory. The file system is not used before the first call. */
export function createReader(options: StoreOptions): StatsReader {
  const { now = systemTime, fs = nodeFileSystem, dir } = options;
  const cacheDir = typeof dir === "function" ? dir : constant(resolve(dir));
  let windowSeconds = clampWindow(options.window ?? DEFAULT_WINDOW_SECONDS);

  async function report(): Promise<Report> {
    const path = statsFileIn(safeDirectory(fs, cacheDir()));
    try {
      const file = decodeContents(readContents(fs, path)) ?? EMPTY_STATS_FILE;
      return createReport(file, now(), windowSeconds);
    } catch (cause) {
      throw new StatsError("unreadable", path, { cause });
    }
  }

  return {
    snapshot: async () => (await report()).snapshot,
    report,
    rpm,
    setWindow(seconds) {
      windowSeconds = clampWindow(seconds);
    },
    window: () => windowSeconds,
    cacheDir,
    path() {
      const known = cacheDir();
      return known === undefined ? undefined : statsFileIn(known);
    },
  };
}

/** @throws {StatsError} `no-directory` or `unsafe`. Other errors are ignored, because reading or writing will report them. */
export function safeDirectory(fs: FileSystem, dir: string | undefined): string {
  if (dir === undefined) {
    throw new StatsError("no-directory", "");
  }
  try {
    requireOwnDirectory(fs, dir);
  } catch (cause) {
    if (cause instanceof UnsuitablePlace) {
      throw new StatsError("unsafe", dir, { cause });
    }
  }
  return dir;
}

export function statsFileIn(dir: string): string {
  return join(dir, "stats.json");
}

export function systemTime(): number {
  return new Date().getTime();
}

function constant<T>(value: T): () => T {
  return () => value;
}
