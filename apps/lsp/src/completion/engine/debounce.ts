export interface Pace {
  /** `completion_debounce_ms`. */
  readonly settingMs: number;
  /** Median of the last pauses between two key presses, in milliseconds. Absent: not known yet. */
  readonly gapMs: number | undefined;
  /** Median of what the last answers took, in milliseconds. Absent: not known yet. */
  readonly latencyMs: number | undefined;
}

/** Bounds of what adapts, in milliseconds. The user's own number counts where it lies outside. */
const LEAST_MS = 50;
const MOST_MS = 400;

/**
 * How long nothing must have been typed before a model is asked, in milliseconds. It begins with the setting and comes to
 * lie a little above this user's pauses within a word, between half and twice the setting: shorter for a model that answers
 * between two keys, longer for one that would be asked in vain. A setting of 0 is 0.
 */
export function debounceOf({ settingMs, gapMs, latencyMs }: Pace): number {
  if (settingMs === 0 || gapMs === undefined) {
    return settingMs;
  }
  const isQuick = latencyMs !== undefined && latencyMs < gapMs;
  const wanted = gapMs * (isQuick ? 0.75 : 1.5);
  const least = Math.min(settingMs, Math.max(LEAST_MS, settingMs / 2));
  const most = Math.max(settingMs, Math.min(MOST_MS, settingMs * 2));
  return Math.min(most, Math.max(least, wanted));
}
