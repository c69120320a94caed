import type { UsageEvent } from "./usage-event.ts";

const FUTURE_TOLERANCE_MS = 60_000;

/**
 * The events inside the window that ends at `now`, in their order. Every event is looked at: the list
 * need not be sorted.
 *
 * An event dated more than a minute ahead comes from a clock that has since been set back; it is
 * dated `now`, so that it neither stays for ever nor goes missing. An event exactly one window old is
 * outside.
 */
export function prune(
  events: readonly UsageEvent[],
  now: number,
  windowSeconds: number,
): readonly UsageEvent[] {
  const start = now - windowSeconds * 1000;
  return events
    .filter((event) => event.at > start)
    .map((event) => (event.at > now + FUTURE_TOLERANCE_MS ? datedNow(event, now) : event));
}

function datedNow({ stored }: UsageEvent, now: number): UsageEvent {
  return { at: now, stored: { ...stored, ts: new Date(now).toISOString() } };
}
