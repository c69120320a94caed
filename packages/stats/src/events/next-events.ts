import { compact } from "./compact.ts";
import { eventsInWindow, prune, type UpdateTime } from "./prune.ts";
import type { UsageEvent } from "./usage-event.ts";

/**
 * The list that an update writes: pruned, and compacted. What is outside the window by this clock, and stays because the clock
 * of the update before says otherwise, is compacted apart, so that no event moves into the window with the newest of its bucket.
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
