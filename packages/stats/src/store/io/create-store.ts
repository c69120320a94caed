import process from "node:process";

import { usableTokens } from "../../events/token-totals.ts";
import { isCost, nameIn, usageEventOf } from "../../events/usage-event.ts";
import { nodeFileSystem } from "../../file/io/file-system.ts";
import { createCriticalSection } from "../../update/io/critical-section.ts";
import type { Change } from "../../update/io/update-cycle.ts";
import { type Enqueue, type Section, createUpdateQueue } from "../../update/io/update-queue.ts";
import type { RequestDetails, StoreOptions, UpdateOptions } from "../store-options.ts";
import {
  createReader,
  safeDirectory,
  type StatsReader,
  statsFileIn,
  systemTime,
} from "./create-reader.ts";

/** One statistics file and the operations on it. No function throws synchronously. */
export interface Store extends StatsReader {
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
   * Deletes every event of all processes. An update at the same time happens entirely before or entirely after it.
   *
   * @throws {StatsError} (as a rejection) Nothing was deleted.
   */
  readonly reset: (options?: UpdateOptions) => Promise<void>;
}

/** Creates a store for a given directory and clock. The file system is not used before the first call. */
export function createStore(options: StoreOptions): Store {
  const reader = createReader(options);
  return { ...reader, ...createUpdates(options, reader) };
}

/** The part of a store that writes, beside a reader of the same file. */
export function createUpdates(
  { now = systemTime, fs = nodeFileSystem }: StoreOptions,
  { cacheDir, window }: Pick<StatsReader, "cacheDir" | "window">,
): Pick<Store, "reset" | "update"> {
  let queue: UpdateQueue | undefined;

  function queueOf(dir: string): UpdateQueue {
    queue = queue?.dir === dir ? queue : createQueue(dir);
    return queue;
  }

  function createQueue(dir: string): UpdateQueue {
    const path = statsFileIn(dir);
    let created: Section<Change> | undefined;
    const section = async (): Promise<Section<Change>> => {
      const clocks = { now, systemTime, monotonic };
      created ??= createCriticalSection({ fs, dir, path, window, ...clocks });
      return created;
    };
    // oxlint-disable-next-line no-restricted-properties -- only spreads waiting processes in time
    const enqueue = createUpdateQueue({ path, section, monotonic, random: Math.random });
    return { dir, enqueue };
  }

  return {
    async update(provider, model, sentBytes, recvBytes, updateOptions) {
      const sent = sizeOf(sentBytes);
      const recv = sizeOf(recvBytes);
      const details = usableDetails(updateOptions);
      const event = usageEventOf({ at: now(), provider, model, sent, recv, ...details });
      await queueOf(safeDirectory(fs, cacheDir())).enqueue(event, updateOptions);
    },
    async reset(updateOptions) {
      await queueOf(safeDirectory(fs, cacheDir())).enqueue("reset", updateOptions);
    },
  };
}

/** The queue of updates for one directory. */
interface UpdateQueue {
  readonly dir: string;
  readonly enqueue: Enqueue<Change>;
}

/** Uses `process.uptime`, because Node would have to load `performance`. */
function monotonic(): number {
  return process.uptime() * 1_000;
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
