import type { StyledLine, StyledSegment } from "@hexai/terminal";
import { sanitizeLine } from "@hexai/terminal/text";

import type { Size } from "./layout.ts";
import { graphemesOf, type TextField } from "./text-field.ts";
import { wrapSegments } from "./wrap-segments.ts";

/** Draws a field on as many lines as there is room for, always with the line of the cursor. */
export function fieldLines(
  { before, after }: TextField,
  { columns, rows }: Size,
): readonly StyledLine[] {
  const [under = " ", ...behind] = graphemesOf(sanitizeLine(after));
  const pieces: readonly StyledSegment[] = [
    { text: sanitizeLine(before) },
    { text: under, isInverse: true },
    { text: behind.join("") },
  ];
  const lines = wrapSegments(pieces, columns - 4);
  const room = Math.max(1, rows);
  const top = Math.max(
    0,
    lines.findIndex((line) => line.some(({ isInverse }) => isInverse)) - room + 1,
  );
  return lines
    .slice(top, top + room)
    .map((line, index) => [{ text: index === 0 ? " › " : "   ", color: "cyan" }, ...line]);
}
