import { loadPricing, type UserPrices } from "@hexai/prices";
import type { Store } from "@hexai/stats";

import type { PricedReport, RowKey } from "./usage-rows.ts";

/**
 * Reads the statistics and what is known of their cost. The table of prices is loaded only when a request needs it.
 *
 * @throws {StatsError} When the statistics cannot be read.
 */
export async function readPricedReport(
  stats: Pick<Store, "report">,
  prices: UserPrices,
  by: RowKey,
): Promise<PricedReport> {
  const report = await stats.report();
  const { costOf, tableDate } = await loadPricing(report.snapshot.groups, prices, report.to);
  return { ...report, costOf, tableDate, by };
}
