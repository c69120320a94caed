/** How much of a budget is used: `warning` from 80 % on, `critical` from 100 % on. */
export type BudgetLevel = "ok" | "warning" | "critical";

/** The part of the budget from which on it is nearly used up. */
const WARNING_SHARE = 0.8;

/** @returns `ok` without a budget, and when nothing is known of the cost. */
export function budgetLevel(usd: number | undefined, budgetUsd: number | undefined): BudgetLevel {
  if (usd === undefined || budgetUsd === undefined || !(budgetUsd > 0)) {
    return "ok";
  }
  const share = usd / budgetUsd;
  if (share >= 1) {
    return "critical";
  }
  return share >= WARNING_SHARE ? "warning" : "ok";
}

/** How much of a budget is used, in whole percent; never 100 where it is more. */
export function budgetPercent(usd: number, budgetUsd: number): number {
  return Math.max(Math.round((usd / budgetUsd) * 100), usd > budgetUsd ? 101 : 0);
}
