import { displayWidth } from "./display-width.ts";
import { formatCount } from "./figures/amount.ts";
import { globalRequestsPerMinute, requestsPerMinute } from "./figures/amount.ts";
import { budgetLevel } from "./figures/budget-level.ts";
import { humanBytes } from "./figures/human-bytes.ts";
import { formatCost, formatTokens } from "./figures/money-parts.ts";
import { windowLabel } from "./figures/window-label.ts";
import { formatStatusLine, maxWidthOf } from "./format-status-line.ts";
import { sanitizeName, formatTarget } from "./sanitize-name.ts";
import type { Snapshot } from "./snapshot.ts";
import type { FigureOptions, StatusOptions } from "./status-options.ts";

/**
 * The Σ line for tmux: `Σ@1h reqs=123 rpm=4.2 ↑1.2MB ↓3.4MB | openai:gpt-4.1 reqs=80 rpm=3.1`, led by `⏳ `
 * while a request is under way.
 *
 * The part about one model is left out in narrow mode, without a provider or a model, or when the line
 * would pass `maxWidth`; if that is not enough, the rest is cut with `…`. Names are drawn as they are
 * and cannot style the line or run anything, see {@link tmuxLiteral}.
 *
 * @param preferProvider - With `preferModel`, whose usage the second part shows: as a rule the last one used.
 * @returns One line of tmux markup without control characters.
 */
export function formatGlobalStatsStatusColored(
  snapshot: Snapshot,
  preferProvider: string,
  preferModel: string,
  options: StatusOptions = {},
): string {
  const sigma = `${options.busy === true ? "⏳ " : ""}${sigmaPartOf(snapshot, options)}`;
  const whole = sigma + modelPartOf(snapshot, preferProvider, preferModel);
  const isShort = options.narrow === true || displayWidth(whole) > maxWidthOf(options);
  const colors = BUDGET_COLORS[budgetLevel(options.cost?.usd, options.budgetUsd)];
  return formatStatusLine(isShort ? sigma : whole, { ...options, ...colors });
}

/** The same line as plain text, for other bars than tmux's: without markup, and of any width. */
export function formatGlobalStatsText(
  snapshot: Snapshot,
  preferProvider: string,
  preferModel: string,
  options: FigureOptions = {},
): string {
  return sigmaPartOf(snapshot, options) + modelPartOf(snapshot, preferProvider, preferModel);
}

/** What the line looks like where a budget is nearly used up, or is. */
const BUDGET_COLORS = {
  ok: {},
  warning: { fg: "black", bg: "yellow" },
  critical: { fg: "white", bg: "red" },
} as const;

function sigmaPartOf(snapshot: Snapshot, options: FigureOptions): string {
  const { global, windowSeconds } = snapshot;
  const { show = ["requests"], cost = { reqs: 0 } } = options;
  const requests = [
    `reqs=${formatCount(global.reqs)}`,
    `rpm=${globalRequestsPerMinute(snapshot).toFixed(1)}`,
    `↑${humanBytes(global.sent)}`,
    `↓${humanBytes(global.recv)}`,
  ];
  return [
    `Σ@${windowLabel(windowSeconds)}`,
    ...(show.includes("requests") ? requests : []),
    ...(show.includes("tokens") ? [formatTokens(global)] : []),
    ...(show.includes("cost") ? [formatCost(cost, global.reqs)] : []),
  ].join(" ");
}

function modelPartOf(snapshot: Snapshot, provider: string, model: string): string {
  if (sanitizeName(provider) === "" || sanitizeName(model) === "") {
    return "";
  }
  const reqs = snapshot.providers.get(provider)?.models.get(model)?.reqs ?? 0;
  const rpm = requestsPerMinute(reqs, snapshot.windowSeconds);
  return ` | ${formatTarget(provider, model)} reqs=${formatCount(reqs)} rpm=${rpm.toFixed(1)}`;
}
