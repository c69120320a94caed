import type { StyledLine, StyledSegment } from "@hexai/terminal";
import { sanitizeLine } from "@hexai/terminal/text";

import type { Size } from "./layout.ts";
import { firstGrapheme, type TextField } from "./text-field.ts";
import { wrapSegments } from "./wrap-segments.ts";

/** Draws a field on as many lines as there is room for, always with the line of the cursor. */
export function fieldLines(
  { before, after }: TextField,
  { columns, rows }: Size,
): readonly StyledLine[] {
  const left = before.split("\n").map((line) => sanitizeLine(line));
  const right = after.split("\n").map((line) => sanitizeLine(line));
  const under = firstGrapheme(right[0] ?? "") || " ";
  const paragraphs: readonly (readonly StyledSegment[])[] = [
    ...left.slice(0, -1).map((text) => [{ text }]),
    [
      { text: left.at(-1) ?? "" },
      { text: under, isCursor: true },
      { text: right[0]?.slice(under.length) ?? "" },
    ],
    ...right.slice(1).map((text) => [{ text }]),
  ];
  const lines = paragraphs.flatMap((pieces) => wrapSegments(pieces, columns - 4));
  const room = Math.max(1, rows);
  const top = Math.max(
    0,
    lines.findIndex((line) => line.some(({ isCursor }) => isCursor)) - room + 1,
  );
  return lines
    .slice(top, top + room)
    .map((line, index) => [{ text: index === 0 ? " › " : "   ", color: "cyan" }, ...line]);
}
