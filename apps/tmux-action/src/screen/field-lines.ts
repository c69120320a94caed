import type { ScreenLine, Segment, Size } from "./line.ts";
import { visibleLine } from "./text-cells.ts";
import { graphemesOf, type TextField } from "./text-field.ts";
import { wrapSegments } from "./wrap-segments.ts";

/** A field on as many lines as there are, those with the cursor in any case. */
export function fieldLines(
  { before, after }: TextField,
  { columns, rows }: Size,
): readonly ScreenLine[] {
  const [under = " ", ...behind] = graphemesOf(visibleLine(after));
  const pieces: readonly Segment[] = [
    { text: visibleLine(before) },
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
