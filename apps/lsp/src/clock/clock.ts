/** Time, and what is to happen later. Passed in, so that tests can let it run as they like. */
export interface Clock {
  /** Milliseconds since some point in the past; never runs backwards. */
  now(): number;
  /**
   * Calls `run` once, after `delayMs` milliseconds.
   *
   * @returns Takes it back.
   */
  after(delayMs: number, run: () => void): () => void;
}
