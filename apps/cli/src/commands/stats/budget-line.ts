import {
  budgetPercent,
  formatCost,
  formatUsd,
  isOverBudget,
  windowLabel,
} from "@hexai/tmux-format";

import { globalFigures, type UsageView } from "./usage-rows.ts";

/** How much of the budget of the window is used, in one line, and whether more than all of it. */
export function checkBudget(
  view: UsageView,
  budgetUsd: number | undefined,
): { readonly line: string; readonly isExceeded: boolean } {
  const { cost, reqs } = globalFigures(view);
  const amount = formatCost(cost, reqs);
  const window = `in the last ${windowLabel(view.snapshot.windowSeconds)}`;
  const unknown = unknownCosts(reqs - cost.reqs);
  if (budgetUsd === undefined) {
    const line = `${amount} ${window}; there is no budget, set budget_usd in [stats]${unknown}`;
    return { line, isExceeded: false };
  }
  const usd = cost.usd ?? (reqs === 0 ? 0 : undefined);
  const part = usd === undefined ? "" : ` (${budgetPercent(usd, budgetUsd)}%)`;
  const line = `${amount} of ${formatUsd(budgetUsd)}${part} ${window}${unknown}`;
  return { line, isExceeded: usd !== undefined && isOverBudget(usd, budgetUsd) };
}

/** The end of a sentence about costs of which some are not known. */
function unknownCosts(reqs: number): string {
  return reqs === 0
    ? ""
    : `; the cost of ${reqs === 1 ? "1 request" : `${reqs} requests`} is not known`;
}
