import { eventsInWindow } from "../events/prune.ts";
import { countOf } from "../events/usage-event.ts";
import type { StatsFile } from "../file/stats-file.ts";
import { type Snapshot, createSnapshot } from "./snapshot.ts";

/** A snapshot with details about its window. */
export interface Report {
  readonly snapshot: Snapshot;
  /** The beginning of the window, exclusive, in milliseconds since the Unix epoch. */
  readonly from: number;
  /** The end of the window in milliseconds since the Unix epoch. */
  readonly to: number;
  /**
   * The number of requests in every minute of the clock that overlaps the window, oldest first. The first and the last minute may
   * be incomplete.
   */
  readonly reqsByMinute: readonly number[];
  /** The number of malformed entries in the file, which are not counted. */
  readonly skippedEvents: number;
}

const MINUTE_MS = 60_000;

/**
 * Reports on the window that ends at `now` (milliseconds since the Unix epoch). The minutes are those of the clock, because
 * compaction preserves their counts, up to 4,000 pairs of model and minute.
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
    const index = Math.min(minuteOf(event.at), last) - first; // an event from the future counts as now
    reqsByMinute[index] = (reqsByMinute[index] ?? 0) + countOf(event);
  }
  const snapshot = createSnapshot(file.events, now, windowSeconds);
  return { snapshot, from, to: now, reqsByMinute, skippedEvents: file.skipped };
}

function minuteOf(at: number): number {
  return Math.floor(at / MINUTE_MS);
}
