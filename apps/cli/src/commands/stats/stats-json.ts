import type { Report } from "@hexai/stats";

import { usageRows } from "./usage-rows.ts";

/** Raised when programs that read the JSON have to be changed. */
const SCHEMA = 1;

/**
 * The window as JSON on several lines: times as RFC 3339 in UTC, sizes in bytes, shares from 0 to 1. Ends with a
 * line feed.
 */
export function statsJson({ snapshot, from, to, skippedEvents }: Report): string {
  const { global, rpm, windowSeconds } = snapshot;
  const { reqs, sent, recv } = global;
  const whole = {
    schema: SCHEMA,
    window_seconds: windowSeconds,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    skipped_events: skippedEvents,
    global: { reqs, rpm, sent, recv },
    models: usageRows(snapshot),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
