const COOL_DOWN_MS = 5 * 60_000;

/**
 * What a process says of failed statistics: the first failure gets one line, then there is silence for
 * five minutes, and the next line tells how many failures were muted.
 *
 * @param now - Milliseconds since the Unix epoch, or of any other clock that only goes forward.
 * @returns A function from an error to the line to log, or to `undefined` while muted.
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
