/** What the engine has done since the server started. */
export interface EngineCounters {
  /** Completions that a client requested, one for each model. */
  readonly wanted: number;
  /** Of these, those that the cache had for this very cursor. */
  readonly hits: number;
  /** Of these, those that the cache had for an earlier cursor, with their beginning typed since then. */
  readonly typedThrough: number;
  /** Of these, those that adopted a running generation. */
  readonly adopted: number;
  /** Requests to models. */
  readonly asked: number;
  /** Of these, those that were stopped at a stop point. */
  readonly stoppedEarly: number;
  /** Of these, those that failed. */
  readonly failed: number;
}

export const NO_COUNTERS: EngineCounters = {
  wanted: 0,
  hits: 0,
  typedThrough: 0,
  adopted: 0,
  asked: 0,
  stoppedEarly: 0,
  failed: 0,
};

/** A short form for the user. */
export function summarizeEngineCounters(counters: EngineCounters): string {
  const { wanted, hits, typedThrough, adopted, asked } = counters;
  return `completions wanted=${wanted} asked=${asked} saved=${hits + typedThrough + adopted}`;
}

/** One line for the log. */
export function formatEngineCounters(counters: EngineCounters): string {
  const { hits, typedThrough, adopted, stoppedEarly, failed } = counters;
  return `${summarizeEngineCounters(counters)} (known=${hits} typed=${typedThrough} adopted=${adopted}) stopped_early=${stoppedEarly} failed=${failed}`;
}
