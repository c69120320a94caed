import type { Snapshot } from "./snapshot.ts";

/** A snapshot, and what else there is to say of the window it is about. */
export interface Report {
  readonly snapshot: Snapshot;
  /** Where the window begins, exclusive: milliseconds since the Unix epoch. */
  readonly from: number;
  /** Where the window ends: milliseconds since the Unix epoch. */
  readonly to: number;
  /**
   * Requests in every minute of the clock that the window touches, oldest first. The first and the last
   * minute may be there only in part.
   */
  readonly reqsByMinute: readonly number[];
  /** Malformed entries of the file, which count for nothing. */
  readonly skippedEvents: number;
}
