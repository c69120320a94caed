import { displayWidth, sanitizeLine } from "@hexai/terminal/text";

import type { EditorState } from "./editor-state.ts";

/** The part of a text that is on the screen. */
export interface EditorRows {
  readonly rows: readonly string[];
  /** Where the cursor is: the row and the cell in it. */
  readonly row: number;
  readonly column: number;
}

const FIRST = "> ";
const OTHER = "  ";
const TAB = "    ";

/** More rows of a text than this would leave nothing of the answer on the screen. */
const MAX_ROWS = 12;

/**
 * Lays a text out in rows that are never as wide as the screen, so that the cursor fits behind each of them. Of a long text only what
 * is around the cursor is looked at.
 */
export function editorRows(
  { before, after }: Pick<EditorState, "after" | "before">,
  columns: number,
  screenRows: number,
): EditorRows {
  const height = Math.max(1, Math.min(MAX_ROWS, screenRows - 2));
  const width = Math.max(1, columns - FIRST.length - 1);
  const around = height * width;
  const shownBefore = fromLineStart(before, around, height);
  const isWhole = shownBefore.length === before.length;
  const [above, at] = wrapText(shownBefore, width);
  const [below] = wrapText(after.slice(0, around), width, at);
  const rows = [...above.slice(0, -1), (above.at(-1) ?? "") + (below[0] ?? ""), ...below.slice(1)];
  const cursorRow = above.length - 1;
  const top = Math.max(0, Math.min(cursorRow - height + 1, rows.length - height));
  return {
    rows: rows
      .slice(top, top + height)
      .map((row, index) => (isWhole && top + index === 0 ? FIRST : OTHER) + row),
    row: cursorRow - top,
    column: FIRST.length + at,
  };
}

/** A text that was sent, as it stays on the screen: whole, or its beginning when it is long. */
export function sentRows(text: string, columns: number): readonly string[] {
  const width = Math.max(1, columns - FIRST.length - 1);
  const lines = text.split("\n");
  const [rows] = wrapText(text.slice(0, (MAX_ROWS + 1) * width), width);
  const isLong = rows.length > MAX_ROWS || lines.length > MAX_ROWS;
  const shown = isLong ? rows.slice(0, MAX_ROWS - 1) : rows;
  const note = lines.length > 1 ? `… ${lines.length} lines` : `… ${text.length} characters`;
  return [
    ...shown.map((row, index) => (index === 0 ? FIRST : OTHER) + row),
    ...(isLong ? [OTHER + note] : []),
  ];
}

/** The end of a text that fills the rows, from the beginning of a line on when there is one. */
function fromLineStart(text: string, length: number, lines: number): string {
  const end = text.slice(-length);
  const pieces = end.split("\n");
  const shown = pieces.slice(-lines).join("\n");
  const isCut = end.length < text.length || shown.length < end.length;
  return isCut && pieces.length === 1 ? withoutHalfCharacter(shown) : shown;
}

function withoutHalfCharacter(text: string): string {
  return /^[\udc00-\udfff]/.test(text) ? text.slice(1) : text;
}

/**
 * Breaks a text into rows.
 *
 * @param column - The cells that are taken in the first row.
 * @returns The rows, and the cells that are taken in the last one.
 */
function wrapText(text: string, width: number, column = 0): readonly [readonly string[], number] {
  const rows = [""];
  let taken = column;
  for (const { segment } of SEGMENTER.segment(text)) {
    if (segment === "\n") {
      rows.push("");
      taken = 0;
      continue;
    }
    const shown = segment === "\t" ? TAB.slice(0, width) : sanitizeLine(segment);
    const cells = displayWidth(shown);
    if (taken + cells > width && taken > 0) {
      rows.push("");
      taken = 0;
    }
    rows.push((rows.pop() ?? "") + shown);
    taken += cells;
  }
  return [rows, taken];
}

const SEGMENTER = new Intl.Segmenter();
