import { formatTime } from "./time.ts";
import type { UsageEvent } from "./usage-event.ts";

/** Where an update stands in time, in milliseconds since the Unix epoch. */
export interface UpdateTime {
  /** This update's clock. */
  readonly now: number;
  /** The clock of the update before, which the file says as `updated_at`; `undefined` where it does not. */
  readonly before: number | undefined;
}

/**
 * The events that count in the window that ends at `now`, in their order. Every event is looked at: the list need not be
 * sorted. An event exactly one window old is outside. One from the future counts as now: it is another clock's, which may
 * be the right one.
 */
export function eventsInWindow(
  events: readonly UsageEvent[],
  now: number,
  windowSeconds: number,
): readonly UsageEvent[] {
  const start = now - windowSeconds * 1000;
  return events.filter((event) => event.at > start);
}

/**
 * The events that an update writes back, in their order. One wrong clock alone must lose nothing, so nothing happens to an
 * event unless two clocks agree, this update's and that of the update before: it is dropped when it is older than a window
 * by both, and dated now when it is more than a window ahead of both, so that it does not stay for ever.
 */
export function prune(
  events: readonly UsageEvent[],
  { now, before = now }: UpdateTime,
  windowSeconds: number,
): readonly UsageEvent[] {
  const windowMs = windowSeconds * 1000;
  const earliest = Math.min(now, before) - windowMs;
  const latest = Math.max(now, before) + windowMs;
  return events
    .filter((event) => event.at > earliest)
    .map((event) => (event.at > latest ? datedNow(event, now) : event));
}

function datedNow({ stored }: UsageEvent, now: number): UsageEvent {
  return { at: now, stored: { ...stored, ts: formatTime(now) } };
}
