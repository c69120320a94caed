import type { HttpResponse } from "./send.ts";

/**
 * The wait that a response asks for, in milliseconds; undefined when it does not ask.
 * `Retry-After` is a number of seconds or a date (RFC 9110, section 10.2.3). A date is measured from the response's own
 * `Date`, so that a wrong local clock does no harm.
 *
 * @param now - Milliseconds since the Unix epoch, for a response without `Date`.
 */
export function retryAfterMsOf(headers: HttpResponse["headers"], now: number): number | undefined {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d+(?:\.\d+)?$/u.test(value)) {
    return Number(value) * 1000;
  }
  const until = Date.parse(value);
  if (Number.isNaN(until)) {
    return undefined;
  }
  const sentAt = Date.parse(headers["date"] ?? "");
  return Math.max(0, until - (Number.isNaN(sentAt) ? now : sentAt));
}
