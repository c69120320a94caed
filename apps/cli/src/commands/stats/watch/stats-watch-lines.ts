import type { StyledLine } from "@hexai/terminal";
import { displayWidth, sanitizeName, padStartToWidth, truncateToWidth } from "@hexai/terminal/text";
import { formatCost, formatTokens, humanBytes, windowLabel } from "@hexai/tmux-format";

import { knownColumns } from "../figure-columns.ts";
import { countRequests, globalFigures, type PricedReport, usageRows } from "../usage-rows.ts";
import { sparkline } from "./charts.ts";
import type { StatsWatchState } from "./stats-watch-state.ts";
import { usageLines } from "./usage-lines.ts";

/** With fewer lines than this for the rows, the sparkline makes room for them. */
const FEWEST_ROW_LINES = 4;

const BLANK: StyledLine = [];

/**
 * The whole screen: lines of at most `columns` cells, and one line less than the terminal has, so that drawing
 * never scrolls it.
 */
export function statsWatchLines(state: StatsWatchState): readonly StyledLine[] {
  const { columns, rows, report, failure } = state;
  const foot = footLines(state);
  if (report === undefined) {
    const what = failure === undefined ? "reading the statistics …" : "";
    return [[{ text: what, isDim: true }], ...foot].slice(0, Math.max(rows - 1, 1));
  }
  const top = [headLine(report, columns), ...totalLines(report, columns), BLANK];
  const room = rows - 1 - top.length - foot.length;
  const history = historyLines(report, columns);
  const isTall = room - history.length >= FEWEST_ROW_LINES;
  const body = rowLines(report, columns, isTall ? room - history.length : room);
  return [...top, ...(isTall ? history : []), ...body, ...foot].slice(0, Math.max(rows - 1, 1));
}

function headLine({ snapshot, to }: PricedReport, columns: number): StyledLine {
  const title = `Σ all requests of the last ${windowLabel(snapshot.windowSeconds)}`;
  const clock = new Date(to).toTimeString().slice(0, 8);
  return [
    { text: title, isBold: true },
    { text: padStartToWidth(clock, columns - displayWidth(title)), isDim: true },
  ];
}

/** As many figures in a line as fit. */
function totalLines(report: PricedReport, columns: number): readonly StyledLine[] {
  const { global, rpm } = report.snapshot;
  const { cost } = globalFigures(report);
  const figures = [
    countRequests(global.reqs),
    `${rpm.toFixed(2)} per minute`,
    `↑ ${humanBytes(global.sent)}`,
    `↓ ${humanBytes(global.recv)}`,
    ...(global.tokens === undefined ? [] : [`${formatTokens(global)} tokens`]),
    ...(cost.usd === undefined ? [] : [formatCost(cost, global.reqs)]),
  ];
  const lines = figures.reduce<readonly string[]>((before, figure) => {
    const last = before.at(-1);
    const longer = `${last}   ${figure}`;
    return last === undefined || displayWidth(longer) > columns
      ? [...before, figure]
      : [...before.slice(0, -1), longer];
  }, []);
  return lines.map((text) => [{ text, color: "green" }]);
}

function historyLines(
  { snapshot, reqsByMinute }: PricedReport,
  columns: number,
): readonly StyledLine[] {
  const drawn = sparkline(reqsByMinute, columns);
  const past = `${windowLabel(snapshot.windowSeconds)} ago`;
  return [
    [{ text: `requests per minute, at most ${Math.max(...reqsByMinute)}`, isDim: true }],
    [{ text: drawn, color: "yellow" }],
    [{ text: past + padStartToWidth("now", drawn.length - past.length), isDim: true }],
    BLANK,
  ];
}

/** As many rows as there is room for; the last line says how many are missing. */
function rowLines(report: PricedReport, columns: number, room: number): readonly StyledLine[] {
  const rows = usageRows(report);
  if (rows.length === 0) {
    return [[{ text: truncateToWidth("No requests yet. This view updates by itself.", columns) }]];
  }
  const lines = usageLines(rows, knownColumns(globalFigures(report)), columns);
  const height = lines.rows[0]?.length ?? 1;
  const fitting = Math.floor((room - 1) / height);
  if (rows.length <= fitting) {
    return [lines.head, ...lines.rows.flat()];
  }
  const shown = Math.max(Math.floor((room - 2) / height), 0);
  const more: StyledLine = [{ text: `… and ${rows.length - shown} more`, isDim: true }];
  return [lines.head, ...lines.rows.slice(0, shown).flat(), more];
}

function footLines({ columns, report, failure }: StatsWatchState): readonly StyledLine[] {
  const skipped = report?.skippedEvents ?? 0;
  return [
    BLANK,
    ...(failure === undefined
      ? []
      : [[{ text: truncateToWidth(sanitizeName(failure), columns), color: "red" } as const]]),
    ...(skipped === 0 ? [] : [[{ text: `${skipped} unreadable entries`, color: "red" } as const]]),
    [{ text: "q quits", isDim: true }],
  ];
}
