import { budgetPercent, formatUsd, windowLabel } from "@hexai/tmux-format";

import { globalFigures, type UsageView } from "./usage-rows.ts";

/** How much of the budget of the window is used, in one line, and whether more than all of it. */
export function checkBudget(
  view: UsageView,
  budgetUsd: number | undefined,
): { readonly line: string; readonly isExceeded: boolean } {
  const { cost, reqs } = globalFigures(view);
  const usd = cost.usd ?? 0;
  const window = `in the last ${windowLabel(view.snapshot.windowSeconds)}`;
  const unknown = unknownCosts(reqs - cost.reqs);
  if (budgetUsd === undefined) {
    const line = `${formatUsd(usd)} ${window}; there is no budget, set budget_usd in [stats]${unknown}`;
    return { line, isExceeded: false };
  }
  const isExceeded = usd > budgetUsd;
  const percent = budgetPercent(usd, budgetUsd);
  const line = `${formatUsd(usd)} of ${formatUsd(budgetUsd)} (${percent}%) ${window}${unknown}`;
  return { line, isExceeded };
}

/** The end of a sentence about costs of which some are not known. */
function unknownCosts(reqs: number): string {
  return reqs === 0
    ? ""
    : `; the cost of ${reqs === 1 ? "1 request" : `${reqs} requests`} is not known`;
}
