import { type UsageEvent, countOf, usageEventOf } from "./usage-event.ts";

/**
 * Makes one event of all that have the same key: the sums, the count, the newest time, and the names of the
 * first. The order is that of the keys' first events.
 */
export function mergeEvents(
  events: readonly UsageEvent[],
  keyOf: (event: UsageEvent) => unknown,
): readonly UsageEvent[] {
  const merged = new Map<unknown, UsageEvent>();
  for (const event of events) {
    const key = keyOf(event);
    const other = merged.get(key);
    merged.set(key, other ? merge(other, event) : event);
  }
  return [...merged.values()];
}

function merge(a: UsageEvent, b: UsageEvent): UsageEvent {
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
