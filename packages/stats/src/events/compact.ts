import { mergeEvents } from "./merge-events.ts";
import { type UsageEvent, countOf } from "./usage-event.ts";
import { groupKeyOf } from "./usage-group.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** The length above which a list of single events is merged. */
export const COMPACT_ABOVE = 1_000;
/** The length below which a merged list is kept, as far as buckets of a minute allow it. */
export const KEEP_BELOW = 256;
/** The length above which the buckets become longer than a minute. */
export const COARSEN_ABOVE = 4_000;
/** The lengths of longer buckets. Each one divides the next, and the last one is the longest window. */
export const COARSE_MINUTES = [5, 15, 60, 180, 720, 1440] as const;

/**
 * Keeps the list short by merging the events of one group (see `groupKeyOf`) that fall into the same bucket of time. A merged event
 * has their sums, their count and the newest time. A short list is returned unchanged.
 *
 * A bucket is a minute long. Events of the last minute are merged only when merging the older ones is not enough, and then by
 * the second first. A list of more than 4,000 events, as from 67 models that are all used in every minute of an hour, gets
 * buckets of 5 minutes, 15 minutes, an hour and so on, whichever is the shortest that is enough.
 *
 * Totals do not change. Later totals can differ from those of the original list by the events of the oldest bucket in the
 * window, because a merged event leaves the window as late as its newest part.
 */
export function compact(events: readonly UsageEvent[], now: number): readonly UsageEvent[] {
  const wasCompacted = events.some((event) => countOf(event) > 1);
  if (events.length <= (wasCompacted ? KEEP_BELOW : COMPACT_ABOVE)) {
    return events;
  }
  const isYoung = ({ at }: UsageEvent): boolean => at >= now - MINUTE_MS;
  let compacted = merge(events, (event) => (isYoung(event) ? 0 : MINUTE_MS));
  if (compacted.length > KEEP_BELOW) {
    compacted = merge(events, (event) => (isYoung(event) ? SECOND_MS : MINUTE_MS));
  }
  if (compacted.length > KEEP_BELOW) {
    compacted = merge(events, () => MINUTE_MS);
  }
  return coarsen(compacted);
}

function coarsen(events: readonly UsageEvent[]): readonly UsageEvent[] {
  let coarse = events;
  for (const minutes of COARSE_MINUTES) {
    if (coarse.length <= COARSEN_ABOVE) {
      break;
    }
    coarse = merge(coarse, () => minutes * MINUTE_MS);
  }
  return coarse;
}

/** Merges the events that share a bucket, in the order of the buckets' first events. */
function merge(
  events: readonly UsageEvent[],
  bucketMsOf: (event: UsageEvent) => number,
): readonly UsageEvent[] {
  const merged = new Map<unknown, UsageEvent>();
  for (const event of events) {
    const bucketMs = bucketMsOf(event);
    const bucket =
      bucketMs === 0
        ? event // of its own
        : `${bucketMs} ${Math.floor(event.at / bucketMs)} ${groupKeyOf(event)}`;
    const other = merged.get(bucket);
    merged.set(bucket, other ? mergeEvents(other, event) : event);
  }
  return [...merged.values()];
}
