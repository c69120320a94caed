import { moneyFields } from "./token-fields.ts";
import {
  globalFigures,
  type PricedReport,
  type UsageRow,
  usageRows,
  type UsageView,
} from "./usage-rows.ts";

/** Raised when programs that read the JSON have to be changed. */
const SCHEMA = 1;

/**
 * The window as JSON on several lines: times as RFC 3339 in UTC, sizes in bytes, shares from 0 to 1, costs in US dollars. Sums of
 * tokens are those of `token_reqs` requests, and costs those of `cost_reqs`. Ends with a line feed.
 */
export function statsJson(view: PricedReport): string {
  const { from, to, skippedEvents } = view;
  const whole = {
    schema: SCHEMA,
    window_seconds: view.snapshot.windowSeconds,
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    skipped_events: skippedEvents,
    prices_of: view.tableDate ?? null,
    global: globalFields(view),
    models: usageRows(view).map((row) => rowFields(row, view.by)),
  };
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}

/** What is known of all requests. */
export function globalFields(view: UsageView) {
  const figures = globalFigures(view);
  const { reqs, sent, recv } = figures;
  return { reqs, rpm: view.snapshot.rpm, sent, recv, ...moneyFields(figures) };
}

function rowFields(row: UsageRow, by: UsageView["by"]) {
  const { program = null, provider, model, reqs, sent, recv, rpm, share } = row;
  const names = by === "program" ? { program } : { provider, model };
  return { ...names, reqs, sent, recv, rpm, share, ...moneyFields(row) };
}
