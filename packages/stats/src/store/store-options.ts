import type { TokenUsage } from "../events/token-totals.ts";
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

/** What is known of a request beside its size. What cannot be used is as if it were absent. */
export interface RequestDetails {
  /** What the provider counted; whole numbers from 0 up. */
  readonly tokens?: TokenUsage | undefined;
  /** The program that made the request, such as `hexai-lsp`. */
  readonly program?: string | undefined;
  /** Who charges for it, such as `openai`; `local` for a host on this machine. */
  readonly vendor?: string | undefined;
  /** What the provider itself said that it cost, in US dollars. */
  readonly costUsd?: number | undefined;
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
