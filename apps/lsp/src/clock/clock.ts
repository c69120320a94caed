/** Time and timers. Passed in, so that tests can control them. */
export interface Clock {
  /** Milliseconds since some point in the past. Never goes back. */
  now(): number;
  /**
   * Calls `run` once, after `delayMs` milliseconds.
   *
   * @returns Cancels the timer.
   */
  after(delayMs: number, run: () => void): () => void;
}
