import { type UsageEvent, countOf, usageEventOf } from "./usage-event.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A list of single events may grow to this length before anything is coalesced. */
export const COMPACT_ABOVE = 1_000;
/** Once something has been coalesced, the list is kept this short. */
export const KEEP_BELOW = 256;

/**
 * How young events (up to a minute old) are coalesced, from gentle to strict; older ones are always
 * coalesced by the minute. No grain is coarser than a minute: that is what bounds the error.
 */
const YOUNG_GRAINS_MS = [0, SECOND_MS, MINUTE_MS] as const;

/**
 * Keeps the list short. Events of one provider, one model and one minute become one event with the
 * sums, the count and the newest time. Nothing happens to a short list.
 *
 * Totals do not change. Later totals differ from those of the untouched list by no more than the
 * events of the window's oldest minute, because an event leaves with the newest of its minute.
 * The list may stay long when very many models are in use: there is one event per model and minute.
 */
export function compact(events: readonly UsageEvent[], now: number): readonly UsageEvent[] {
  const limit = events.some((event) => countOf(event) > 1) ? KEEP_BELOW : COMPACT_ABOVE;
  let compacted = events;
  for (const youngGrainMs of YOUNG_GRAINS_MS) {
    if (compacted.length <= (compacted === events ? limit : KEEP_BELOW)) {
      break;
    }
    compacted = coalesce(events, now, youngGrainMs);
  }
  return compacted;
}

function coalesce(
  events: readonly UsageEvent[],
  now: number,
  youngGrainMs: number,
): readonly UsageEvent[] {
  const groups = new Map<unknown, UsageEvent>();
  for (const event of events) {
    const grainMs = event.at < now - MINUTE_MS ? MINUTE_MS : youngGrainMs;
    const group = grainMs === 0 ? event : groupOf(event, grainMs);
    const other = groups.get(group);
    groups.set(group, other ? merge(other, event) : event);
  }
  return [...groups.values()];
}

function groupOf({ at, stored: { provider, model } }: UsageEvent, grainMs: number): string {
  return JSON.stringify([grainMs, Math.floor(at / grainMs), provider, model]);
}

function merge(a: UsageEvent, b: UsageEvent): UsageEvent {
  return usageEventOf({
    at: Math.max(a.at, b.at),
    provider: a.stored.provider,
    model: a.stored.model,
    sent: a.stored.sent + b.stored.sent,
    recv: a.stored.recv + b.stored.recv,
    count: countOf(a) + countOf(b),
  });
}
