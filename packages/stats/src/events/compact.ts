import { condense } from "./condense.ts";
import { mergeEvents } from "./merge-events.ts";
import { type UsageEvent, countOf, modelKeyOf } from "./usage-event.ts";

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;

/** A list of single events may grow to this length before anything is coalesced. */
export const COMPACT_ABOVE = 1_000;
/** Once something has been coalesced, the list is kept this short. */
export const KEEP_BELOW = 256;
/** A list this long, of one event per model and minute, is condensed by the step. */
export const CONDENSE_ABOVE = 4_000;
/** How short a list is condensed to, so that the next updates need not do it again. */
export const CONDENSE_TO = 3_500;

/**
 * How young events (up to a minute old) are coalesced, from gentle to strict; older ones are always
 * coalesced by the minute. No grain is coarser than a minute: that is what bounds the error.
 */
const YOUNG_GRAINS_MS = [0, SECOND_MS, MINUTE_MS] as const;

/** The steps a list is condensed by, in minutes; each divides the next, and the last is the longest window. */
export const STEPS_MINUTES = [5, 15, 60, 180, 720, 1440] as const;

/**
 * Keeps the list short. Events of one provider, one model and one minute become one event with the
 * sums, the count and the newest time. Nothing happens to a short list.
 *
 * Totals do not change. Later totals differ from those of the untouched list by no more than the
 * events of the window's oldest minute, because an event leaves with the newest of its minute.
 *
 * With very many models that would be a long list: it is condensed, by the shortest step that suffices. Then
 * the number of requests keeps its promise, while the bytes, and what single models and providers had, differ
 * later by no more than the events of the window's oldest step. Thousands of models make a longer list still:
 * each needs an event of its own.
 */
export function compact(events: readonly UsageEvent[], now: number): readonly UsageEvent[] {
  const limit = events.some((event) => countOf(event) > 1) ? KEEP_BELOW : COMPACT_ABOVE;
  let compacted = events;
  for (const youngGrainMs of YOUNG_GRAINS_MS) {
    if (compacted.length <= (compacted === events ? limit : KEEP_BELOW)) {
      return compacted;
    }
    compacted = coalesce(events, now, youngGrainMs);
  }
  return compacted.length > CONDENSE_ABOVE ? condenseEnough(compacted) : compacted;
}

function coalesce(
  events: readonly UsageEvent[],
  now: number,
  youngGrainMs: number,
): readonly UsageEvent[] {
  return mergeEvents(events, (event) => {
    const grainMs = event.at < now - MINUTE_MS ? MINUTE_MS : youngGrainMs;
    return grainMs === 0
      ? event
      : `${grainMs} ${Math.floor(event.at / grainMs)} ${modelKeyOf(event)}`;
  });
}

function condenseEnough(events: readonly UsageEvent[]): readonly UsageEvent[] {
  let condensed = events;
  for (const minutes of STEPS_MINUTES) {
    if (condensed.length <= CONDENSE_TO) {
      break;
    }
    condensed = condense(condensed, minutes * MINUTE_MS);
  }
  return condensed;
}
