/** Totals over a set of requests. Sizes are UTF-8 bytes. */
export interface Counters {
  readonly reqs: number;
  readonly sent: number;
  readonly recv: number;
}

/** One provider's part of a snapshot. */
export interface ProviderUsage {
  readonly totals: Counters;
  /** By model, in the order first seen. A map, because a model's name is user input. */
  readonly models: ReadonlyMap<string, Counters>;
}

/** What all processes of this user did inside the window: the global Σ view. */
export interface Snapshot {
  readonly global: Counters;
  /** By provider, in the order first seen. */
  readonly providers: ReadonlyMap<string, ProviderUsage>;
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Length of the window in seconds. */
  readonly windowSeconds: number;
}
