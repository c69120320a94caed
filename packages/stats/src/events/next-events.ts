import { compact } from "./compact.ts";
import { eventsInWindow, prune, type UpdateTime } from "./prune.ts";
import type { UsageEvent } from "./usage-event.ts";

/**
 * The list that an update writes, pruned and compacted. Events can be outside the window by this clock and stay because of the
 * previous update's clock. They are compacted apart, so that merging moves no event into the window.
 */
export function nextEvents(
  events: readonly UsageEvent[],
  time: UpdateTime,
  windowSeconds: number,
): readonly UsageEvent[] {
  const kept = prune(events, time, windowSeconds);
  const inside = eventsInWindow(kept, time.now, windowSeconds);
  if (inside.length === kept.length) {
    return compact(kept, time.now);
  }
  const isInside = new Set(inside);
  const outside = kept.filter((event) => !isInside.has(event));
  return [...compact(outside, time.now), ...compact(inside, time.now)];
}
