/** Totals over a set of requests. Sizes are UTF-8 bytes. */
export interface Counters {
  readonly reqs: number;
  readonly sent: number;
  readonly recv: number;
  /** What is known of their tokens. */
  readonly tokens?: KnownTokens;
}

/** Sums of tokens, and of how many requests they are the sums. */
export interface KnownTokens {
  readonly input?: number | undefined;
  readonly output?: number | undefined;
  readonly inputReqs: number;
  readonly outputReqs: number;
}

/** One provider's part of a snapshot. */
export interface ProviderUsage {
  readonly totals: Counters;
  /** By model. A map, because a model's name is user input. */
  readonly models: ReadonlyMap<string, Counters>;
}

/** What all processes of this user did inside the window, in the shape in which the statistics give it. */
export interface Snapshot {
  readonly global: Counters;
  readonly providers: ReadonlyMap<string, ProviderUsage>;
  /** Requests per minute over the whole window. */
  readonly rpm: number;
  /** Length of the window in seconds. */
  readonly windowSeconds: number;
}
