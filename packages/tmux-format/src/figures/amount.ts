import type { Snapshot } from "../snapshot.ts";

/** The value when it is a finite number above 0, else 0, so that no NaN is ever drawn. */
export function toAmount(value: number): number {
  return Number.isFinite(value) && value > 0 ? value : 0;
}

/** An amount as a whole number. */
export function formatCount(value: number): string {
  return String(Math.round(toAmount(value)));
}

/** Requests per minute; 0 over no time at all. */
export function requestsPerMinute(reqs: number, seconds: number): number {
  return toAmount((toAmount(reqs) * 60) / toAmount(seconds));
}

/** The snapshot's own rate; 0 over no time at all. */
export function globalRequestsPerMinute({ rpm, windowSeconds }: Snapshot): number {
  return toAmount(windowSeconds) === 0 ? 0 : toAmount(rpm);
}
