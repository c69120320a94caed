import type { Size } from "./line.ts";

/** How the rows of a screen are shared out, from top to bottom: heading, gap, body, gap, hints. */
export interface Layout {
  /** Rows between heading, body and hints. */
  readonly gap: number;
  readonly body: number;
  readonly hints: number;
}

/** Below this, no row is left empty. */
const ROOMY_ROWS = 14;
/** Below this, the hints need a second row. */
const WIDE_COLUMNS = 60;

/** The last row stays empty: a screen that is full would scroll. */
export function layoutOf({ columns, rows }: Size): Layout {
  const gap = rows < ROOMY_ROWS ? 0 : 1;
  const hints = columns < WIDE_COLUMNS ? 2 : 1;
  return { gap, hints, body: Math.max(1, rows - 2 - hints - 2 * gap) };
}
