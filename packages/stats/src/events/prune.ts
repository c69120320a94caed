import { expressibleTime, formatTime } from "./time.ts";
import type { UsageEvent } from "./usage-event.ts";

/** The times of an update and of the previous one, in milliseconds since the Unix epoch. */
export interface UpdateTime {
  /** This update's clock. */
  readonly now: number;
  /** The clock of the previous update, from `updated_at` in the file; `undefined` when the file has none. */
  readonly before: number | undefined;
}

/**
 * The events inside the window that ends at `now`, in their order. The list need not be sorted. An event exactly one window old is
 * outside. An event from the future counts as now, because the other process's clock may be the right one.
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
 * The events that an update writes back, in their order. One wrong clock must not lose events, so two clocks have to agree, that
 * of this update and that of the previous one. An event is dropped when it is older than the window by both, and dated to now
 * when it is more than a window ahead of both, because it would stay for ever otherwise.
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
  return { at: expressibleTime(now), stored: { ...stored, ts: formatTime(now) } };
}
