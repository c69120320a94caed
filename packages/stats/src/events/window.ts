export const DEFAULT_WINDOW_SECONDS = 3600;

const SHORTEST_SECONDS = 60;
const LONGEST_SECONDS = 86_400;

/** Rounds a window to whole seconds from one minute to one day. `NaN` gives the default. */
export function clampWindow(seconds: number): number {
  if (Number.isNaN(seconds)) {
    return DEFAULT_WINDOW_SECONDS;
  }
  return Math.min(Math.max(Math.round(seconds), SHORTEST_SECONDS), LONGEST_SECONDS);
}
