import type { FileSystem } from "../file/io/file-system.ts";
import type { StatsError } from "./stats-error.ts";

/** Where a store keeps its file, and which clock it goes by. */
export interface StoreOptions {
  /** Directory of `stats.json`; made when it is missing. `undefined`: none is known. */
  readonly dir: string | (() => string | undefined);
  /** Milliseconds since the Unix epoch. @default Date.now */
  readonly now?: () => number;
  /** Length of the window in seconds, clamped to 60 … 86,400. @default 3600 */
  readonly window?: number;
  /** @default node:fs */
  readonly fs?: FileSystem;
}

export interface UpdateOptions {
  /** Aborting ends the waiting for the lock, never a write under way. */
  readonly signal?: AbortSignal;
  /**
   * Told before the promise resolves, when what was in place of the file was not one of version 1 and is kept as
   * `stats.json.bak`. Updates that share a write tell it once. Must not throw.
   */
  readonly onBackUp?: (notice: StatsError) => void;
}
