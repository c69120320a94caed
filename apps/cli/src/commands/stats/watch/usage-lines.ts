import type { StyledLine } from "@hexai/terminal";
import { displayWidth, padEndToWidth, truncateToWidth } from "@hexai/terminal/text";

import { alignedFigures, fittingFigures, type FigureColumn } from "../figure-columns.ts";
import { rowLabel, type UsageRow } from "../usage-rows.ts";
import { bar } from "./charts.ts";

const SHORTEST_BAR_CELLS = 8;
const LONGEST_LABEL_PART = 0.4;

/** How the rows of a screen are laid out. */
export interface UsageLines {
  readonly head: StyledLine;
  /** The lines of each row: one, or two where it is narrow. */
  readonly rows: readonly (readonly StyledLine[])[];
}

/** A line per row: name, bar and figures. Figures are never cut, so where it is narrow they get a line of their own, and some go. */
export function usageLines(
  rows: readonly UsageRow[],
  known: readonly FigureColumn[],
  columns: number,
): UsageLines {
  const labels = rows.map(rowLabel);
  const longest = Math.max(...labels.map((label) => displayWidth(label)), 0);
  const [head = "", ...figures] = alignedFigures(known, rows, {
    heads: "short",
    gap: 2,
  });
  const labelCells = Math.min(longest, Math.floor(columns * LONGEST_LABEL_PART));
  const barCells = columns - labelCells - displayWidth(head) - 4;

  if (barCells >= SHORTEST_BAR_CELLS) {
    return {
      head: [{ text: padEndToWidth("", columns - displayWidth(head)) + head, isDim: true }],
      rows: rows.map(({ share }, index) => [
        [
          {
            text: `${padEndToWidth(truncateToWidth(labels[index] ?? "", labelCells), labelCells)}  `,
          },
          { text: padEndToWidth(bar(share, barCells), barCells), color: "cyan" },
          { text: `  ${figures[index] ?? ""}` },
        ],
      ]),
    };
  }
  return narrowUsageLines(rows, known, labels, columns);
}

function narrowUsageLines(
  rows: readonly UsageRow[],
  known: readonly FigureColumn[],
  labels: readonly string[],
  columns: number,
): UsageLines {
  const [head = "", ...figures] = fittingFigures(known, rows, columns - 2);
  const longest = Math.max(...labels.map((label) => displayWidth(label)), 0);
  const labelCells = Math.min(longest, columns - SHORTEST_BAR_CELLS - 1);
  return {
    head: [{ text: `  ${head}`, isDim: true }],
    rows: rows.map(({ share }, index) => [
      [
        { text: `${padEndToWidth(truncateToWidth(labels[index] ?? "", labelCells), labelCells)} ` },
        { text: bar(share, columns - labelCells - 1), color: "cyan" },
      ],
      [{ text: `  ${figures[index] ?? ""}` }],
    ]),
  };
}
