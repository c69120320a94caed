import { formatTime } from "../events/time.ts";
import { type UsageEvent, countOf } from "../events/usage-event.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

const COMPACT_ABOVE = 1_000;
const KEEP_BELOW = 256;
const COARSEN_ABOVE = 4_000;
const COARSE_MINUTES = [5, 15, 60, 180, 720, 1440] as const;

/**
 * What release 0.1.0 does to a list, kept as it was: it knows nothing of tokens, programs and costs, and drops them from what it
 * merges. Programs of that release may run beside those of this one.
 */
export function compactAsRelease010(
  events: readonly UsageEvent[],
  now: number,
): readonly UsageEvent[] {
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
  const at = Math.max(a.at, b.at);
  const stored = {
    ts: formatTime(at),
    provider: a.stored.provider,
    model: a.stored.model,
    sent: sum(a.stored.sent, b.stored.sent),
    recv: sum(a.stored.recv, b.stored.recv),
    count: sum(countOf(a), countOf(b)),
  };
  return { at, stored };
}

function modelKeyOf({ stored: { provider, model } }: UsageEvent): string {
  return `${provider.length} ${provider}${model}`;
}

/** A number that is not exact any more would make the event malformed. */
function sum(a: number, b: number): number {
  return Math.min(a + b, Number.MAX_SAFE_INTEGER);
}
