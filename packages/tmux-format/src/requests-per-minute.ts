import { amountOf } from "./amount-of.ts";
import type { Snapshot } from "./snapshot.ts";

/** Requests per minute; 0 over no time at all. */
export function requestsPerMinute(reqs: number, seconds: number): number {
  return amountOf((amountOf(reqs) * 60) / amountOf(seconds));
}

/** The snapshot's own rate; 0 over no time at all. */
export function globalRequestsPerMinute({ rpm, windowSeconds }: Snapshot): number {
  return amountOf(windowSeconds) === 0 ? 0 : amountOf(rpm);
}
