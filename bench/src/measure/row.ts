/** One line of a benchmark's table: a ratio of two things measured in the same run. */
export interface Row {
  readonly what: string;
  /** The ratio, or the value when there is nothing to compare with. */
  readonly measured: string;
  /** What the issue or the README promises. */
  readonly bound: string;
  readonly holds: boolean;
}

/** A row for a ratio that must not exceed `bound`. */
export function ratioRow(what: string, ratio: number, bound: number): Row {
  return {
    what,
    measured: ratio.toFixed(2),
    bound: `≤ ${bound.toFixed(2)}`,
    holds: ratio <= bound,
  };
}

/** A row for an amount of memory, in megabytes. */
export function megabyteRow(what: string, megabytes: number, bound: number): Row {
  return {
    what,
    measured: `${megabytes.toFixed(1)} MB`,
    bound: `≤ ${bound} MB`,
    holds: megabytes <= bound,
  };
}
