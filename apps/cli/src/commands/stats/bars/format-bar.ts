import {
  formatCost,
  formatGlobalStatsText,
  formatTokens,
  budgetLevel,
  budgetPercent,
  type BudgetLevel,
  windowLabel,
} from "@hexai/tmux-format";

import type { BarFormat } from "../command.ts";
import { globalFields } from "../stats-json.ts";
import {
  countRequests,
  globalFigures,
  rowLabel,
  usageRows,
  type UsageView,
} from "../usage-rows.ts";
import { barText } from "./bar-text.ts";
import { fillTemplate } from "./template.ts";

/** What the user wants to see. */
export interface BarSettings {
  /** Any of `requests`, `tokens` and `cost`. */
  readonly show: readonly string[];
  /** In US dollars, for the window. */
  readonly budgetUsd: number | undefined;
}

/** One line for a bar, without its end; empty when there is nothing to show. */
export function formatBar(format: BarFormat, view: UsageView, settings: BarSettings): string {
  if (typeof format === "object") {
    const figures = { ...globalFields(view), window_seconds: view.snapshot.windowSeconds };
    return fillTemplate(format, figures).replaceAll(/\p{Cc}/gu, " ");
  }
  switch (format) {
    case "plain": {
      return plainText(view, settings);
    }
    case "waybar": {
      return view.snapshot.global.reqs === 0 ? "" : waybarObject(view, settings);
    }
    case "i3bar": {
      return i3barBlock(view, settings);
    }
    default: {
      return format satisfies never;
    }
  }
}

/** The Σ, and the model that was used most. */
function plainText(view: UsageView, settings: BarSettings): string {
  const [{ provider = "", model = "" } = {}] = usageRows({ ...view, by: "model" });
  return barText(
    formatGlobalStatsText(view.snapshot, provider, model, lineOptions(view, settings)),
  );
}

/** Longer lists make a tooltip that does not fit on a screen. */
const MOST_TOOLTIP_ROWS = 20;

/** https://man.archlinux.org/man/waybar-custom.5: text, tooltip and alt are Pango markup. */
function waybarObject(view: UsageView, settings: BarSettings): string {
  const level = levelOf(view, settings);
  const { cost } = globalFigures(view);
  const { budgetUsd } = settings;
  const rows = usageRows(view);
  const shown = rows.slice(0, MOST_TOOLTIP_ROWS).map((row) => {
    const tokens = row.tokens === undefined ? "" : `, ${formatTokens(row)} tokens`;
    return `${rowLabel(row)}: ${countRequests(row.reqs)}${tokens}, ${formatCost(row.cost, row.reqs)}`;
  });
  const more = rows.length > shown.length ? [`… and ${rows.length - shown.length} more`] : [];
  return JSON.stringify({
    text: escapeMarkup(sigmaText(view, settings)),
    tooltip: [`last ${windowLabel(view.snapshot.windowSeconds)}`, ...shown, ...more]
      .map((line) => escapeMarkup(barText(line)))
      .join("\n"),
    alt: level,
    class: level,
    ...(budgetUsd !== undefined &&
      cost.usd !== undefined && { percentage: budgetPercent(cost.usd, budgetUsd) }),
  });
}

const COLORS: Readonly<Record<BudgetLevel, string | undefined>> = {
  ok: undefined,
  warning: "#ffff00",
  critical: "#ff0000",
};

/** https://i3wm.org/docs/i3bar-protocol.html: without `markup` the text is plain. */
function i3barBlock(view: UsageView, settings: BarSettings): string {
  const level = levelOf(view, settings);
  const color = COLORS[level];
  return JSON.stringify({
    name: "hexai",
    full_text: plainText(view, settings),
    short_text: shortText(view, settings),
    ...(color !== undefined && { color }),
    urgent: level === "critical",
  });
}

/** What the line shows, without words. */
function shortText(view: UsageView, { show }: BarSettings): string {
  const figures = globalFigures(view);
  const { cost, reqs } = figures;
  const parts = [
    ...(show.includes("requests") ? [String(reqs)] : []),
    ...(show.includes("tokens") ? [formatTokens(figures)] : []),
    ...(show.includes("cost") ? [formatCost(cost, reqs)] : []),
  ];
  return barText(["Σ", ...parts].join(" "));
}

function sigmaText(view: UsageView, settings: BarSettings): string {
  return barText(formatGlobalStatsText(view.snapshot, "", "", lineOptions(view, settings)));
}

function lineOptions(view: UsageView, { show }: BarSettings) {
  return { show, cost: globalFigures(view).cost };
}

function levelOf(view: UsageView, { budgetUsd }: BarSettings): BudgetLevel {
  return budgetLevel(globalFigures(view).cost.usd, budgetUsd);
}

function escapeMarkup(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
