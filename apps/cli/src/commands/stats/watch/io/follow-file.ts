import { type FSWatcher, watch } from "node:fs";
import { basename, dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** The intervals, which tests replace. */
export interface FollowOptions {
  /** Called after every look; resolves when the next one may follow. @default half a second */
  readonly minInterval?: (signal: AbortSignal) => Promise<unknown>;
  /** Resolves when it is time to look even if no change was reported. @default two seconds */
  readonly pollInterval?: (signal: AbortSignal) => Promise<unknown>;
}

/**
 * Calls `look` now, whenever the file has been replaced or written, and every two seconds in any case: not every
 * file system reports changes. One call at a time, and at most two a second.
 *
 * @param look - When it rejects there are no more calls, and `onFailure` gets the error.
 * @returns The function that ends it.
 */
export function followFile(
  file: string,
  look: () => Promise<void>,
  onFailure: (error: unknown) => void,
  { minInterval = after(500), pollInterval = after(2000) }: FollowOptions = {},
): () => void {
  const stopping = new AbortController();
  const { signal } = stopping;
  const changes = createFlag();
  let watcher: FSWatcher | undefined;

  async function run(): Promise<void> {
    while (!signal.aborted) {
      watcher ??= watchDirectory(file, changes.raise);
      changes.lower();
      await look();
      await minInterval(signal);
      const waiting = new AbortController();
      await Promise.race([
        changes.waitForChange(),
        pollInterval(AbortSignal.any([signal, waiting.signal])),
      ]);
      waiting.abort();
    }
  }

  run().catch((error: unknown) => {
    if (!signal.aborted) {
      onFailure(error);
    }
  });
  return () => {
    stopping.abort();
    watcher?.close();
  };
}

/** Watches the directory, because the file is replaced by another one at every update. */
function watchDirectory(file: string, onChange: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(dirname(file), (_, name) => {
      if (name === null || name === basename(file)) {
        onChange();
      }
    });
    return watcher.on("error", () => watcher.close());
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return undefined; // The directory does not exist yet, or there are too many watches: polling will do.
    }
    throw error;
  }
}

interface Flag {
  readonly raise: () => void;
  readonly lower: () => void;
  /** Resolves as soon as the flag is up. */
  readonly waitForChange: () => Promise<void>;
}

function createFlag(): Flag {
  let isUp = false;
  let wake: (() => void) | undefined;
  return {
    raise() {
      isUp = true;
      wake?.();
    },
    lower() {
      isUp = false;
    },
    waitForChange: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (isUp) {
          resolve();
        }
      }),
  };
}

function after(ms: number): (signal: AbortSignal) => Promise<unknown> {
  return (signal) => sleep(ms, undefined, { signal });
}
