/** What the engine has done since it began, as numbers. */
export interface EngineCounters {
  /** Completions that were wanted, one for each model. */
  readonly wanted: number;
  /** Of these, those that were known for this very place. */
  readonly hits: number;
  /** Of these, those of which the beginning had been typed meanwhile. */
  readonly typedThrough: number;
  /** Of these, those that a request under way was made to serve. */
  readonly adopted: number;
  /** Requests to models. */
  readonly asked: number;
  /** Of these, those that were stopped because it was enough. */
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

/** For a person: few words. */
export function summarizeEngineCounters(counters: EngineCounters): string {
  const { wanted, hits, typedThrough, adopted, asked } = counters;
  return `completions wanted=${wanted} asked=${asked} saved=${hits + typedThrough + adopted}`;
}

/** One line for the log. */
export function formatEngineCounters(counters: EngineCounters): string {
  const { hits, typedThrough, adopted, stoppedEarly, failed } = counters;
  return `${summarizeEngineCounters(counters)} (known=${hits} typed=${typedThrough} adopted=${adopted}) stopped_early=${stoppedEarly} failed=${failed}`;
}
