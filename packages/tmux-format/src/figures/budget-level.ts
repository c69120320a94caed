/** How much of a budget is used: `warning` from 80 % on, `critical` from 100 % on. */
export type BudgetLevel = "ok" | "warning" | "critical";

const WHOLE = 1e9;
const WARNING = 0.8 * WHOLE;

/** @returns `ok` without a budget, and when nothing is known of the cost. */
export function budgetLevel(usd: number | undefined, budgetUsd: number | undefined): BudgetLevel {
  if (usd === undefined || budgetUsd === undefined || !(budgetUsd > 0)) {
    return "ok";
  }
  const used = billionthsOf(usd, budgetUsd);
  if (used >= WHOLE) {
    return "critical";
  }
  return used >= WARNING ? "warning" : "ok";
}

/** Whether more than the budget is used. */
export function isOverBudget(usd: number, budgetUsd: number): boolean {
  return billionthsOf(usd, budgetUsd) > WHOLE;
}

/** How much of a budget is used, in whole percent. It says 80 and 100 only where that much is used, and never 100 where it is more. */
export function budgetPercent(usd: number, budgetUsd: number): number {
  const percent = billionthsOf(usd, budgetUsd) / (WHOLE / 100);
  return isOverBudget(usd, budgetUsd) ? Math.ceil(percent) : Math.floor(percent);
}

/** The used part of a budget, rounded: a sum of costs such as 2.1450000000000005 is no more than 2.145. */
function billionthsOf(usd: number, budgetUsd: number): number {
  return Math.round((usd / budgetUsd) * WHOLE);
}
