/** A request is sent at most so often. */
export const ATTEMPTS = 3;

/** Longest `Retry-After` that is waited out, in milliseconds. A provider that wants more is given up at once. */
export const LONGEST_WAIT_MS = 20_000;

const FIRST_WAIT_MS = 500;

/**
 * How long to wait after the failed attempt number `attempt` (from 1), in milliseconds: half a second, doubled with each
 * attempt, of which chance takes up to a half, and no less than the provider asked for. Undefined: do not try again.
 *
 * @param random - From 0 up to but not including 1.
 */
export function retryDelayMs(
  attempt: number,
  retryAfterMs: number | undefined,
  random: number,
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > LONGEST_WAIT_MS) {
    return undefined;
  }
  const backoffMs = FIRST_WAIT_MS * 2 ** (attempt - 1) * (1 - random / 2);
  return Math.max(backoffMs, retryAfterMs ?? 0);
}
