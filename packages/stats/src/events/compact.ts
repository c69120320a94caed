import { type UsageEvent, countOf, modelKeyOf, usageEventOf } from "./usage-event.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A list of single events may grow to this length before anything is merged. */
export const COMPACT_ABOVE = 1_000;
/** Once something has been merged, the list is kept this short, if buckets of a minute suffice for that. */
export const KEEP_BELOW = 256;
/** A list that is longer than this although its buckets are a minute long gets longer ones. */
export const COARSEN_ABOVE = 4_000;
/** How long they are. Each divides the next, and the last is the longest window. */
export const COARSE_MINUTES = [5, 15, 60, 180, 720, 1440] as const;

/**
 * Keeps the list short. The events of one provider and model that fall into one bucket of time become one event with the
 * sums, the count and the newest time. Nothing happens to a short list.
 *
 * A bucket is a minute long. Events up to a minute old are merged only when the rest does not give enough room, and then
 * by the second first. A list of more than 4,000, which takes 67 models that are used in every minute of an hour, gets
 * buckets of 5 minutes, of 15, of an hour and so on, the shortest that suffice.
 *
 * Totals do not change. Later totals differ from those of the untouched list by no more than the events of the window's
 * oldest bucket, because an event leaves with the newest of its bucket.
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

/** Merges the events that share a bucket. The order is that of the buckets' first events. */
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
        : `${bucketMs} ${Math.floor(event.at / bucketMs)} ${modelKeyOf(event)}`;
    const other = merged.get(bucket);
    merged.set(bucket, other ? mergeTwo(other, event) : event);
  }
  return [...merged.values()];
}

function mergeTwo(a: UsageEvent, b: UsageEvent): UsageEvent {
  return usageEventOf({
    at: Math.max(a.at, b.at),
    provider: a.stored.provider,
    model: a.stored.model,
    sent: sum(a.stored.sent, b.stored.sent),
    recv: sum(a.stored.recv, b.stored.recv),
    count: sum(countOf(a), countOf(b)),
  });
}

/** A number that is not exact any more would make the event malformed. */
function sum(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
