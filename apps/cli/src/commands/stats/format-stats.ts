import { sanitizeText } from "@hexai/terminal/text";
import {
  type FigureOptions,
  formatGlobalStatsStatusColored,
  formatStatsLogLine,
  type StatusOptions,
} from "@hexai/tmux-format";

import { type BarSettings, formatBar } from "./bars/format-bar.ts";
import { checkBudget } from "./budget-line.ts";
import type { BarFormat, StatsFormat } from "./command.ts";
import { prometheusText } from "./prometheus/prometheus-text.ts";
import { statsCsv } from "./stats-csv.ts";
import { statsJson } from "./stats-json.ts";
import { statsTable } from "./stats-table.ts";
import { globalFigures, type PricedReport, type UsageView } from "./usage-rows.ts";

/** What the text depends on beside the statistics. */
export interface StatsSettings extends BarSettings {
  /** The model whose part is shown beside the Σ in tmux. */
  readonly provider: string;
  readonly model: string;
  readonly status: StatusOptions;
  /** Display cells in a line of the terminal; `Infinity` where there is none. */
  readonly columns: number;
  /** The name of the user, for Prometheus. */
  readonly user: () => string;
}

/** The text of `hexai stats` in a format. Empty when there is nothing to show. */
export function formatStats(
  format: StatsFormat,
  report: PricedReport,
  settings: StatsSettings,
): string {
  if (isBarFormat(format)) {
    const line = formatBar(format, report, settings);
    return line === "" ? "" : `${line}\n`;
  }
  switch (format) {
    case "table": {
      return statsTable(report, settings.columns);
    }
    case "json": {
      return statsJson(report);
    }
    case "csv": {
      return statsCsv(report);
    }
    case "prometheus": {
      return prometheusText(report, settings.user());
    }
    case "check": {
      return `${checkBudget(report, settings.budgetUsd).line}\n`;
    }
    case "line": {
      return `${sigmaPart(report, settings)}\n`;
    }
    case "tmux": {
      const { provider, model, status, budgetUsd } = settings;
      const options = { ...status, ...figureOptions(report, settings), budgetUsd };
      return `${formatGlobalStatsStatusColored(report.snapshot, provider, model, options)}\n`;
    }
    default: {
      return format satisfies never;
    }
  }
}

function isBarFormat(format: StatsFormat): format is BarFormat {
  return typeof format === "object" || ["plain", "waybar", "i3bar"].includes(format);
}

/** The same for a terminal: nothing in it can control it. */
export function harmlessOn(isTerminal: boolean, text: string): string {
  return isTerminal ? sanitizeText(text) : text;
}

/** The part of the log line that covers all processes. */
function sigmaPart(report: PricedReport, settings: StatsSettings): string {
  const nothing = { reqs: 0, sent: 0, recv: 0, elapsedSeconds: 0 };
  const line = formatStatsLogLine(nothing, report.snapshot, figureOptions(report, settings));
  return line.slice(line.indexOf("Σ"));
}

function figureOptions(view: UsageView, { show }: BarSettings): FigureOptions {
  return { show, cost: globalFigures(view).cost };
}
