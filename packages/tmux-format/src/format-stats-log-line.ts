import { toAmount, formatCount } from "./figures/amount.ts";
import { globalRequestsPerMinute, requestsPerMinute } from "./figures/amount.ts";
import { formatCost, formatTokens } from "./figures/money-parts.ts";
import type { Snapshot } from "./snapshot.ts";
import type { FigureOptions } from "./status-options.ts";

/** What this process used since it started. Sizes are UTF-8 bytes. */
export interface LocalUsage {
  readonly reqs: number;
  readonly sent: number;
  readonly recv: number;
  /** Seconds over which the requests were made. */
  readonly elapsedSeconds: number;
}

/** A rate per minute means nothing over less than a minute: one quick request is not 700 a minute. */
const SHORTEST_RATE_SECONDS = 60;

/**
 * One line for a log, without markup:
 * `llm stats reqs=3 avg_sent=1200 avg_recv=340 rpm_local=1.50 | Σ reqs=123 rpm=4.20 sent_total=1200000 recv_total=3400000`.
 */
export function formatStatsLogLine(
  local: LocalUsage,
  snapshot: Snapshot,
  { show = ["requests"], cost = { reqs: 0 } }: FigureOptions = {},
): string {
  const { reqs, sent, recv, elapsedSeconds } = local;
  const { global } = snapshot;
  return [
    "llm stats",
    `reqs=${formatCount(reqs)}`,
    `avg_sent=${averageOf(sent, reqs)}`,
    `avg_recv=${averageOf(recv, reqs)}`,
    `rpm_local=${requestsPerMinute(reqs, Math.max(elapsedSeconds, SHORTEST_RATE_SECONDS)).toFixed(2)}`,
    "| Σ",
    `reqs=${formatCount(global.reqs)}`,
    `rpm=${globalRequestsPerMinute(snapshot).toFixed(2)}`,
    `sent_total=${formatCount(global.sent)}`,
    `recv_total=${formatCount(global.recv)}`,
    ...(show.includes("tokens") ? [`tokens=${formatTokens(global).replace(" ", "")}`] : []),
    ...(show.includes("cost") ? [`cost=${formatCost(cost, global.reqs).replace(" ", "")}`] : []),
  ].join(" ");
}

function averageOf(bytes: number, reqs: number): string {
  return formatCount(toAmount(bytes) / toAmount(reqs));
}
