import { mergeEvents } from "./merge-events.ts";
import { type UsageEvent, countOf, modelKeyOf, usageEventOf } from "./usage-event.ts";

const MINUTE_MS = 60_000;

/**
 * Says with fewer events how many requests every minute had, and what every model did in every step: of the
 * table of minutes and models it keeps the sums at its margins.
 *
 * Of a step of `n` minutes and `m` models at most `n + m - 1` events remain, instead of one for each pair. A
 * minute keeps the number of its requests and its newest time, a model the requests and bytes that it had in
 * the step. What gets lost is in which of the step's minutes they were a model's.
 *
 * @param stepMs - A whole number of minutes, in milliseconds.
 */
export function condense(events: readonly UsageEvent[], stepMs: number): readonly UsageEvent[] {
  return stepsOf(events, stepMs).flatMap((step) => {
    const condensed = spread(mergeEvents(step, modelKeyOf), mergeEvents(step, minuteOf));
    return condensed.length < step.length ? condensed : step;
  });
}

function stepsOf(
  events: readonly UsageEvent[],
  stepMs: number,
): readonly (readonly UsageEvent[])[] {
  const steps = new Map<number, UsageEvent[]>();
  for (const event of events) {
    const index = Math.floor(event.at / stepMs);
    const step = steps.get(index) ?? [];
    steps.set(index, step);
    step.push(event);
  }
  return [...steps.values()];
}

/** Fills the minutes, the oldest first, with the requests of one model after the other. */
function spread(
  models: readonly UsageEvent[],
  minutes: readonly UsageEvent[],
): readonly UsageEvent[] {
  const spaces = minutes
    .toSorted((a, b) => a.at - b.at)
    .map((event, index) => ({
      at: event.at,
      free: index === minutes.length - 1 ? Number.POSITIVE_INFINITY : countOf(event),
    }));
  const parts: UsageEvent[] = [];
  let space = spaces.shift();
  for (const model of models) {
    const reqs = countOf(model);
    for (let placed = 0; space && placed < reqs;) {
      const next = placed + Math.min(space.free, reqs - placed);
      parts.push(partOf(model, space.at, placed, next));
      space.free -= next - placed;
      placed = next;
      if (space.free === 0) {
        space = spaces.shift();
      }
    }
  }
  return parts;
}

/** The requests of `event` from one to another, with their share of the bytes. */
function partOf(event: UsageEvent, at: number, from: number, to: number): UsageEvent {
  const { provider, model, sent, recv } = event.stored;
  const reqs = countOf(event);
  const upTo = (bytes: number, end: number): number =>
    end === reqs ? bytes : Math.floor((bytes / reqs) * end);
  return usageEventOf({
    at,
    provider,
    model,
    sent: upTo(sent, to) - upTo(sent, from),
    recv: upTo(recv, to) - upTo(recv, from),
    count: to - from,
  });
}

function minuteOf({ at }: UsageEvent): number {
  return Math.floor(at / MINUTE_MS);
}
