/** Joins what a cut between two deltas has torn apart. */
export interface SurrogateJoiner {
  /** What of the text so far can be passed on and was not yet; may be empty. */
  push(delta: string): string;
  /** The rest: half a character that never became whole. */
  end(): string;
}

/**
 * Keeps the halves of a surrogate pair together. JSON may carry them in two deltas, and half a pair written
 * as UTF-8 is U+FFFD, twice.
 */
export function createSurrogateJoiner(): SurrogateJoiner {
  let half = "";
  return {
    push(delta) {
      const text = half + delta;
      half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? "";
      return text.slice(0, text.length - half.length);
    },
    end() {
      const rest = half;
      half = "";
      return rest;
    },
  };
}
