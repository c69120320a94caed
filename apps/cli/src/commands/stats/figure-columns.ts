import { displayWidth, padStartToWidth } from "@hexai/terminal/text";
import { formatCost, formatTokenSum, humanBytes } from "@hexai/tmux-format";

import type { UsageFigures } from "./usage-rows.ts";

/** A column of figures, with a long and a short head. */
export interface FigureColumn {
  readonly name:
    | "cached"
    | "cost"
    | "input"
    | "output"
    | "recv"
    | "reqs"
    | "rpm"
    | "sent"
    | "share";
  readonly heads: readonly [long: string, short: string];
  readonly cell: (figures: UsageFigures) => string;
}

const COLUMNS: readonly FigureColumn[] = [
  { name: "reqs", heads: ["requests", "reqs"], cell: ({ reqs }) => String(reqs) },
  { name: "rpm", heads: ["rpm", "rpm"], cell: ({ rpm }) => rpm.toFixed(2) },
  { name: "sent", heads: ["↑", "↑"], cell: ({ sent }) => humanBytes(sent) },
  { name: "recv", heads: ["↓", "↓"], cell: ({ recv }) => humanBytes(recv) },
  {
    name: "input",
    heads: ["tokens in", "in"],
    cell: ({ reqs, tokens }) => formatTokenSum(tokens?.input, tokens?.inputReqs ?? 0, reqs),
  },
  {
    name: "cached",
    heads: ["cached", "cached"],
    cell: ({ cachedShare }) => (cachedShare === undefined ? "–" : percent(cachedShare)),
  },
  {
    name: "output",
    heads: ["tokens out", "out"],
    cell: ({ reqs, tokens }) => formatTokenSum(tokens?.output, tokens?.outputReqs ?? 0, reqs),
  },
  { name: "cost", heads: ["cost", "cost"], cell: ({ cost, reqs }) => formatCost(cost, reqs) },
  {
    name: "share",
    heads: ["share", "share"],
    cell: ({ reqs, share }) => (reqs === 0 ? "–" : percent(share)),
  },
];

/** What goes when the terminal is too narrow, first to last. Requests and cost stay. */
const DROP_ORDER = ["cached", "rpm", "share", "sent", "recv", "output", "input"] as const;

/** The columns in which anything is known of these requests: without tokens and costs they are the five of requests and bytes. */
export function knownColumns({ tokens, cost }: UsageFigures): readonly FigureColumn[] {
  const hasTokens = tokens !== undefined;
  const hasCost = hasTokens || cost.usd !== undefined;
  return COLUMNS.filter(({ name }) => {
    if (name === "input" || name === "cached" || name === "output") {
      return hasTokens;
    }
    return name === "cost" ? hasCost : true;
  });
}

/** The columns, then without the least important one, and so on. */
function narrower(columns: readonly FigureColumn[]): readonly (readonly FigureColumn[])[] {
  return DROP_ORDER.reduce<readonly (readonly FigureColumn[])[]>(
    (all, dropped) => {
      const rest = (all.at(-1) ?? []).filter(({ name }) => name !== dropped);
      return rest.length === all.at(-1)?.length ? all : [...all, rest];
    },
    [columns],
  );
}

/** How figures are set. */
export interface FigureStyle {
  readonly heads: "long" | "short";
  /** Display cells between two columns. */
  readonly gap: number;
}

/** The head and the figures of each row as one text each, all of the same width, aligned at the right. Nothing is cut. */
export function alignedFigures(
  columns: readonly FigureColumn[],
  rows: readonly UsageFigures[],
  { heads, gap }: FigureStyle,
): readonly string[] {
  const cells = [
    columns.map(({ heads: [long, short] }) => (heads === "long" ? long : short)),
    ...rows.map((row) => columns.map(({ cell }) => cell(row))),
  ];
  const widths = columns.map((_, column) =>
    Math.max(...cells.map((row) => displayWidth(row[column] ?? ""))),
  );
  return cells.map((row) =>
    row.map((cell, column) => padStartToWidth(cell, widths[column] ?? 0)).join(" ".repeat(gap)),
  );
}

function percent(share: number): string {
  return `${Math.round(share * 100)}%`;
}

/** As many columns as fit into so many cells, with short heads and gaps. */
export function fittingFigures(
  columns: readonly FigureColumn[],
  rows: readonly UsageFigures[],
  cells: number,
): readonly string[] {
  const all = narrower(columns).map((some) => alignedFigures(some, rows, NARROW));
  return all.find(([head = ""]) => displayWidth(head) <= cells) ?? all.at(-1) ?? [];
}

export const WIDE: FigureStyle = { heads: "long", gap: 2 };
export const NARROW: FigureStyle = { heads: "short", gap: 1 };
