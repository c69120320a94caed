import { displayWidth, padEndToWidth, truncateToWidth } from "@hexai/terminal/text";
import { windowLabel } from "@hexai/tmux-format";

import {
  alignedFigures,
  type FigureColumn,
  fittingFigures,
  knownColumns,
  NARROW,
  WIDE,
} from "./figure-columns.ts";
import {
  globalFigures,
  rowLabel,
  type UsageFigures,
  usageRows,
  type UsageView,
} from "./usage-rows.ts";

/** With less than this there is a line of its own for each label. */
const SHORTEST_LABEL_CELLS = 12;

/**
 * The window as a table for people: one row for all, then one per program, provider or model. Labels are cut, rows are broken and
 * columns go, in this order, until it fits; figures are never cut. Ends with a line feed.
 *
 * @param columns - Display cells in a line; `Infinity` for lines of any length.
 */
export function statsTable(view: UsageView, columns: number): string {
  const rows = usageRows(view);
  const all = globalFigures(view);
  const labels = [
    `last ${windowLabel(view.snapshot.windowSeconds)}`,
    "Σ all",
    ...rows.map(rowLabel),
  ];
  const lines = formatRows(labels, [all, ...rows], knownColumns(all), columns);
  const note =
    view.tableDate === undefined ? [] : [truncateToWidth(`prices of ${view.tableDate}`, columns)];
  return [...lines, ...note].map((line) => `${line}\n`).join("");
}

function formatRows(
  labels: readonly string[],
  rows: readonly UsageFigures[],
  known: readonly FigureColumn[],
  columns: number,
): readonly string[] {
  const longest = Math.max(...labels.map((label) => displayWidth(label)));
  for (const style of [WIDE, NARROW]) {
    const { gap } = style;
    const figures = alignedFigures(known, rows, style);
    const room = Math.min(columns - displayWidth(figures[0] ?? "") - gap, longest);
    if (room >= Math.min(longest, SHORTEST_LABEL_CELLS)) {
      return labels.map(
        (label, index) =>
          padEndToWidth(truncateToWidth(label, room), room) +
          " ".repeat(gap) +
          (figures[index] ?? ""),
      );
    }
  }
  const figures = fittingFigures(known, rows, columns - 2);
  return labels.flatMap((label, index) => [
    truncateToWidth(label, columns),
    `  ${figures[index] ?? ""}`,
  ]);
}
