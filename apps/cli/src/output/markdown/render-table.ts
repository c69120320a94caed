import { displayWidth } from "@hexai/terminal/text";
import { wrapAnsi } from "fast-wrap-ansi";
import type { Tokens } from "marked";

import { renderInline } from "./render-inline.ts";
import type { Style } from "./style.ts";

const SHORTEST_CELL = 3;
const GAP = " │ ";

/**
 * A table with aligned columns. Where it is too wide its widest columns are wrapped; undefined when not even that
 * makes it fit.
 */
export function renderTable(
  { header, rows, align }: Tokens.Table,
  columns: number,
  style: Style,
): string | undefined {
  const head = header.map(({ tokens }) => style.strong(renderInline(tokens, style)));
  const body = rows.map((row) => row.map(({ tokens }) => renderInline(tokens, style)));
  const widths = fitted(
    head.map((_, index) => Math.max(...[head, ...body].map((row) => cellWidth(row[index] ?? "")))),
    columns - GAP.length * (head.length - 1),
  );
  if (widths === undefined) {
    return undefined;
  }
  const line = style.faint(widths.map((width) => "─".repeat(width)).join("─┼─"));
  const gap = style.faint(GAP);
  const renderRow = (row: readonly string[]): string => {
    const cells = widths.map((width, index) =>
      wrapAnsi(row[index] ?? "", width, { hard: true }).split("\n"),
    );
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      cells
        .map((lines, index) => aligned(lines[at] ?? "", widths[index] ?? 0, align[index]))
        .join(gap)
        .trimEnd(),
    ).join("\n");
  };
  return [renderRow(head), line, ...body.map(renderRow)].join("\n");
}

function cellWidth(cell: string): number {
  return Math.max(SHORTEST_CELL, ...cell.split("\n").map((line) => displayWidth(line)));
}

/** Takes from the widest until all fit into `room`. */
function fitted(widths: readonly number[], room: number): readonly number[] | undefined {
  if (room < widths.length * SHORTEST_CELL) {
    return undefined;
  }
  const narrowed = [...widths];
  for (let excess = sum(widths) - room; excess > 0; excess -= 1) {
    const widest = narrowed.indexOf(Math.max(...narrowed));
    narrowed[widest] = (narrowed[widest] ?? 0) - 1;
  }
  return narrowed;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function aligned(text: string, width: number, align: Tokens.Table["align"][number] = null): string {
  const space = Math.max(0, width - displayWidth(text));
  if (align === "right") {
    return " ".repeat(space) + text;
  }
  const left = align === "center" ? Math.floor(space / 2) : 0;
  return " ".repeat(left) + text + " ".repeat(space - left);
}
