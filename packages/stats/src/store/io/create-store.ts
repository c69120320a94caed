import { join, resolve } from "node:path";
import process from "node:process";

import { usableTokens } from "../../events/token-totals.ts";
import { isCost, nameIn, usageEventOf } from "../../events/usage-event.ts";
import { DEFAULT_WINDOW_SECONDS, clampWindow } from "../../events/window.ts";
import { nodeFileSystem } from "../../file/io/file-system.ts";
import { requireOwnDirectory } from "../../file/io/own-directory.ts";
import { decodeContents, readContents } from "../../file/io/read-contents.ts";
import { EMPTY_STATS_FILE } from "../../file/stats-file.ts";
import { createReport } from "../../snapshot/report.ts";
import type { Report } from "../../snapshot/report.ts";
import { rpm } from "../../snapshot/snapshot.ts";
import type { Snapshot } from "../../snapshot/snapshot.ts";
import { createCriticalSection } from "../../update/io/critical-section.ts";
import type { Change } from "../../update/io/update-cycle.ts";
import { type Enqueue, type Section, createUpdateQueue } from "../../update/io/update-queue.ts";
import { StatsError, UnsuitablePlace } from "../stats-error.ts";
import type { RequestDetails, StoreOptions, UpdateOptions } from "../store-options.ts";

/** One statistics file and the operations on it. No function throws synchronously. */
export interface Store {
  /**
   * Records one request that succeeded, with the current time. Any number of processes may call it at once.
   *
   * @param sentBytes - UTF-8 bytes. A value that is not a whole number from 0 up is rounded to one.
   * @returns A promise that resolves when a file with the event has been renamed into place.
   * @throws {StatsError} (as a rejection, after at most about ten seconds) The event was not recorded.
   */
  readonly update: (
    provider: string,
    model: string,
    sentBytes: number,
    recvBytes: number,
    options?: UpdateOptions & RequestDetails,
  ) => Promise<void>;
  /**
   * Adds up the events inside the window, without a lock. A missing file, or one that is not of this
   * version, is an empty snapshot.
   *
   * @throws {StatsError} (as a rejection) `unreadable` or `no-directory`.
   */
  readonly snapshot: () => Promise<Snapshot>;
  /** The snapshot and details about its window, from one read of the file. Rejects as `snapshot` does. */
  readonly report: () => Promise<Report>;
  /**
   * Deletes every event of all processes. An update at the same time happens entirely before or entirely after it.
   *
   * @throws {StatsError} (as a rejection) Nothing was deleted.
   */
  readonly reset: (options?: UpdateOptions) => Promise<void>;
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

/** Creates a store for a given directory and clock. The file system is not used before the first call. */
export function createStore(options: StoreOptions): Store {
  const { now = systemTime, fs = nodeFileSystem } = options;
  const cacheDir = typeof options.dir === "function" ? options.dir : constant(resolve(options.dir));
  let windowSeconds = clampWindow(options.window ?? DEFAULT_WINDOW_SECONDS);
  let queue: UpdateQueue | undefined;

  function requiredDir(): string {
    const dir = cacheDir();
    if (dir === undefined) {
      throw new StatsError("no-directory", "");
    }
    return dir;
  }

  /** @throws {StatsError} `unsafe`. Other errors are ignored, because reading or writing will report them. */
  function requireSafe(dir: string): void {
    try {
      requireOwnDirectory(fs, dir);
    } catch (cause) {
      if (cause instanceof UnsuitablePlace) {
        throw new StatsError("unsafe", dir, { cause });
      }
    }
  }

  function safeDir(): string {
    const dir = requiredDir();
    requireSafe(dir);
    return dir;
  }

  function queueOf(dir: string): UpdateQueue {
    queue = queue?.dir === dir ? queue : createQueue(dir);
    return queue;
  }

  function createQueue(dir: string): UpdateQueue {
    const path = join(dir, FILE_NAME);
    let created: Section<Change> | undefined;
    const section = async (): Promise<Section<Change>> => {
      const clocks = { now, systemTime, monotonic };
      const place = { fs, dir, path, window: () => windowSeconds };
      created ??= createCriticalSection({ ...place, ...clocks });
      return created;
    };
    // oxlint-disable-next-line no-restricted-properties -- only spreads waiting processes in time
    const enqueue = createUpdateQueue({ path, section, monotonic, random: Math.random });
    return { dir, enqueue };
  }

  async function report(): Promise<Report> {
    const dir = safeDir();
    const path = join(dir, FILE_NAME);
    try {
      return createReport(
        decodeContents(readContents(fs, path)) ?? EMPTY_STATS_FILE,
        now(),
        windowSeconds,
      );
    } catch (cause) {
      throw new StatsError("unreadable", path, { cause });
    }
  }

  return {
    async update(provider, model, sentBytes, recvBytes, updateOptions) {
      const sent = sizeOf(sentBytes);
      const recv = sizeOf(recvBytes);
      const details = usableDetails(updateOptions);
      const event = usageEventOf({ at: now(), provider, model, sent, recv, ...details });
      await queueOf(safeDir()).enqueue(event, updateOptions);
    },
    snapshot: async () => (await report()).snapshot,
    report,
    async reset(updateOptions) {
      await queueOf(safeDir()).enqueue("reset", updateOptions);
    },
    rpm,
    setWindow(seconds) {
      windowSeconds = clampWindow(seconds);
    },
    window: () => windowSeconds,
    cacheDir,
    path() {
      const dir = cacheDir();
      return dir === undefined ? undefined : join(dir, FILE_NAME);
    },
  };
}

/** The queue of updates for one directory. */
interface UpdateQueue {
  readonly dir: string;
  readonly enqueue: Enqueue<Change>;
}

const FILE_NAME = "stats.json";

function systemTime(): number {
  return new Date().getTime();
}

/** Uses `process.uptime`, because Node would have to load `performance`. */
function monotonic(): number {
  return process.uptime() * 1_000;
}

function constant<T>(value: T): () => T {
  return () => value;
}

function usableDetails({ tokens, program, vendor, costUsd }: RequestDetails = {}): RequestDetails {
  return {
    tokens: tokens && usableTokens(tokens),
    program: nameIn(program),
    vendor: nameIn(vendor),
    costUsd: isCost(costUsd) ? costUsd : undefined,
  };
}

function sizeOf(bytes: number): number {
  const rounded = Math.round(bytes);
  return Number.isSafeInteger(rounded) ? Math.max(rounded, 0) : 0;
}
