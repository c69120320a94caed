import type { Snapshot } from "@hexai/stats";
import { displayWidth, padEndToWidth, sanitizeName, truncateToWidth } from "@hexai/terminal/text";
import { windowLabel } from "@hexai/tmux-format";

import { alignedCells, globalCells, rowCells, type UsageCells, usageRows } from "./usage-rows.ts";

/** With less than this there is a line of its own for each label. */
const SHORTEST_LABEL_CELLS = 12;

const STYLES = [
  { head: ["requests", "rpm", "↑", "↓", "share"], gap: 2 },
  { head: ["reqs", "rpm", "↑", "↓", "share"], gap: 1 },
] as const;

/**
 * The window as a table for people: one row for all, one per provider and model. Labels are cut and rows are
 * broken until it fits; figures are never cut. Ends with a line feed.
 *
 * @param columns - Display cells in a line; `Infinity` for lines of any length.
 */
export function statsTable(snapshot: Snapshot, columns: number): string {
  const rows = usageRows(snapshot);
  const labels = [
    `last ${windowLabel(snapshot.windowSeconds)}`,
    "Σ all",
    ...rows.map(({ provider, model }) => sanitizeName(`${provider}:${model}`)),
  ];
  const cells = [globalCells(snapshot), ...rows.map(rowCells)];
  return `${formatRows(labels, cells, columns).join("\n")}\n`;
}

function formatRows(
  labels: readonly string[],
  cells: readonly UsageCells[],
  columns: number,
): readonly string[] {
  const longest = Math.max(...labels.map((label) => displayWidth(label)));
  for (const { head, gap } of STYLES) {
    const figures = alignedCells([head, ...cells], gap);
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
  const figures = alignedCells([STYLES[1].head, ...cells], 1);
  return labels.flatMap((label, index) => [
    truncateToWidth(label, columns),
    `  ${figures[index] ?? ""}`,
  ]);
}
