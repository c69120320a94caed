const COOL_DOWN_MS = 5 * 60_000;

/**
 * Limits how often a process logs failed statistics. The first failure gives a line, the next five minutes are muted, and the
 * line after that says how many failures were muted.
 *
 * @param now - Milliseconds of a clock that only goes forward.
 * @returns A function that returns the line to log for an error, or `undefined` while muted.
 */
export function createFailureNotice(now: () => number): (error: unknown) => string | undefined {
  let mutedUntil = Number.NEGATIVE_INFINITY;
  let muted = 0;
  return (error) => {
    if (now() < mutedUntil) {
      muted += 1;
      return undefined;
    }
    const more = muted === 0 ? "" : ` (${muted} more since the last notice)`;
    mutedUntil = now() + COOL_DOWN_MS;
    muted = 0;
    return `stats: ${error instanceof Error ? error.message : String(error)}${more}`;
  };
}
