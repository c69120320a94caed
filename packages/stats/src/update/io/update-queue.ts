import process from "node:process";

import type { UsageEvent } from "../../events/usage-event.ts";
import { StatsError } from "../../store/stats-error.ts";
import type { UpdateOptions } from "../../store/store-options.ts";
import type { TryLock } from "./lock.ts";

/** How long an update waits for the lock, in milliseconds. Two processes may die with the lock in that time. */
const LOCK_TIMEOUT_MS = 10_000;

const SHORTEST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 20; // shorter waits would only take processor time from the holder

/** The result of a write. */
export interface Written {
  /** What happened to the previous file when it was not of version 1. */
  readonly replaced: "backed-up" | "not-backed-up" | undefined;
}

/** The critical section, which one process at a time executes. */
export interface Section<Item> {
  readonly tryLock: TryLock;
  /** Writes all `items` at once, under the lock. Returns `undefined` when another process wrote meanwhile; the caller retries. */
  readonly write: (items: readonly Item[]) => Written | undefined;
}

export interface QueueOptions<Item = UsageEvent> {
  /** The path of the statistics file, for error messages. */
  readonly path: string;
  /** Creates the critical section. Called when there is something to write. */
  readonly section: () => Promise<Section<Item>>;
  /** Milliseconds of a clock that never jumps. */
  readonly monotonic: () => number;
  /** A random number from 0 up to 1. */
  readonly random: () => number;
}

/** Adds an item; resolves when it has been written. */
export type Enqueue<Item = UsageEvent> = (item: Item, options?: UpdateOptions) => Promise<void>;

interface WaitingItem<Item> {
  readonly item: Item;
  readonly until: number;
  readonly onBackUp: UpdateOptions["onBackUp"];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  /** Stops listening to the caller's signal. */
  readonly forget: () => void;
}

/**
 * Queues the updates of one process. Updates that wait for the lock at the same time share one lock, one write and one outcome.
 *
 * A process that had to wait for the lock pauses before its next cycle too, so that a busy process does not monopolize the lock.
 */
export function createUpdateQueue<Item>(options: QueueOptions<Item>): Enqueue<Item> {
  const { path, monotonic, random } = options;
  const waiting = new Set<WaitingItem<Item>>();
  let running = false;
  let contended = false;

  return (item, { signal, onBackUp } = {}) =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(new StatsError("aborted", path, { cause: signal.reason }));
        return;
      }
      const abort = (): void => {
        settle(entry, () => reject(new StatsError("aborted", path, { cause: signal?.reason })));
      };
      const entry: WaitingItem<Item> = {
        item,
        until: monotonic() + LOCK_TIMEOUT_MS,
        onBackUp,
        resolve,
        reject,
        forget: () => signal?.removeEventListener("abort", abort),
      };
      signal?.addEventListener("abort", abort);
      waiting.add(entry);
      if (!running) {
        void run();
      }
    });

  async function run(): Promise<void> {
    running = true;
    try {
      const section = await options.section();
      let failed = false;
      while (waiting.size > 0) {
        if (contended) {
          await pause();
        }
        const done = runSection(section);
        contended = failed || !done;
        failed = !done;
        rejectLate();
      }
    } catch (error) {
      settleAll((entry) => entry.reject(error));
    } finally {
      running = false;
    }
  }

  function runSection({ tryLock, write }: Section<Item>): boolean {
    const release = tryLock();
    if (!release) {
      return false;
    }
    let written: Written | undefined;
    try {
      written = write([...waiting].map((entry) => entry.item));
    } finally {
      release();
    }
    if (written === undefined) {
      return false;
    }
    if (written.replaced !== undefined) {
      reportReplaced(written.replaced);
    }
    settleAll((entry) => entry.resolve());
    return true;
  }

  function reportReplaced(code: NonNullable<Written["replaced"]>): void {
    const listener = [...waiting].find(({ onBackUp }) => onBackUp !== undefined);
    listener?.onBackUp?.(new StatsError(code, path));
  }

  function rejectLate(): void {
    const now = monotonic();
    for (const entry of waiting) {
      if (now > entry.until) {
        settle(entry, () => entry.reject(new StatsError("lock-timeout", path)));
      }
    }
  }

  function settleAll(how: (entry: WaitingItem<Item>) => void): void {
    for (const entry of waiting) {
      settle(entry, () => how(entry));
    }
  }

  function settle(entry: WaitingItem<Item>, how: () => void): void {
    waiting.delete(entry);
    entry.forget();
    how();
  }

  function pause(): Promise<void> {
    const { setTimeout: sleep } = process.getBuiltinModule("node:timers/promises"); // loaded here, because most processes never wait
    return sleep(SHORTEST_WAIT_MS + random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS));
  }
}
