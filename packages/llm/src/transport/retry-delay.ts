/** How often a request is sent at most. */
export const ATTEMPTS = 3;

/** Longest `Retry-After` that is honoured, in milliseconds. A longer one ends the request at once. */
export const LONGEST_WAIT_MS = 20_000;

const FIRST_WAIT_MS = 500;

/**
 * The wait after failed attempt number `attempt` (from 1), in milliseconds: half a second, doubled with each attempt, minus up
 * to half of it at random, and at least what the provider asked for. Undefined means that there is no further attempt.
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
