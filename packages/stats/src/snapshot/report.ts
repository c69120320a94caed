import { eventsInWindow } from "../events/prune.ts";
import { countOf } from "../events/usage-event.ts";
import type { StatsFile } from "../file/stats-file.ts";
import { type Snapshot, createSnapshot } from "./snapshot.ts";

/** A snapshot, and more about its window. */
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

const MINUTE_MS = 60_000;

/**
 * Reports what the file says about the window that ends at `now` (milliseconds since the Unix epoch). The minutes are those
 * of the clock, because compaction keeps how many requests each of them had, up to 4,000 pairs of model and minute.
 */
export function createReport(
  file: Pick<StatsFile, "events" | "skipped">,
  now: number,
  windowSeconds: number,
): Report {
  const from = now - windowSeconds * 1000;
  const first = minuteOf(from);
  const last = minuteOf(now);
  const reqsByMinute = Array.from({ length: last - first + 1 }, () => 0);
  for (const event of eventsInWindow(file.events, now, windowSeconds)) {
    const index = Math.min(minuteOf(event.at), last) - first; // one from the future counts as now
    reqsByMinute[index] = (reqsByMinute[index] ?? 0) + countOf(event);
  }
  const snapshot = createSnapshot(file.events, now, windowSeconds);
  return { snapshot, from, to: now, reqsByMinute, skippedEvents: file.skipped };
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}
