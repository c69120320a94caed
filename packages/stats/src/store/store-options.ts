import type { FileSystem } from "../file/io/file-system.ts";
import type { StatsError } from "./stats-error.ts";

/** The place and the clock of a store. */
export interface StoreOptions {
  /** The directory of `stats.json`, which is created when it is missing; `undefined` when none is known. */
  readonly dir: string | (() => string | undefined);
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
  /** Length of the window in seconds, clamped to 60 … 86,400. @default 3600 */
  readonly window?: number;
  /** @default node:fs */
  readonly fs?: FileSystem;
}

export interface UpdateOptions {
  /** Aborting stops waiting for the lock; it does not interrupt a write. */
  readonly signal?: AbortSignal;
  /**
   * Called before the promise resolves when a file that is not of version 1 was replaced, and kept as `stats.json.bak`. Called
   * once for updates that share a write. Must not throw.
   */
  readonly onBackUp?: (notice: StatsError) => void;
}
