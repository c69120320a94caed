import type { StyledLine, StyledSegment } from "@hexai/terminal";
import { sanitizeLine } from "@hexai/terminal/text";

export interface Size {
  /** In display cells. */
  readonly columns: number;
  readonly rows: number;
}

/** Free cells on both sides of a text. */
export const MARGIN = 1;
/** In place of lines that there is no room for. */
export const MORE = "⋯";

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

/** The last row stays empty, because a full screen would scroll. */
export function layoutOf({ columns, rows }: Size): Layout {
  const gap = rows < ROOMY_ROWS ? 0 : 1;
  const hints = columns < WIDE_COLUMNS ? 2 : 1;
  return { gap, hints, body: Math.max(1, rows - 2 - hints - 2 * gap) };
}

export function indented(segment: StyledSegment): StyledLine {
  return [{ text: " ".repeat(MARGIN) }, segment];
}

/** Splits a text from outside into lines that are safe for a terminal. A line break at its end begins no further line. */
export function sanitizeLines(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => sanitizeLine(line.replace(/\r$/, "")));
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}
