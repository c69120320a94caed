export {
  type BudgetLevel,
  budgetLevel,
  budgetPercent,
  isOverBudget,
} from "./figures/budget-level.ts";
export {
  formatGlobalStatsStatusColored,
  formatGlobalStatsText,
} from "./format-global-stats-status-colored.ts";
export { formatLLMStartStatus } from "./format-llm-start-status.ts";
export { formatLLMStatsStatusColored } from "./format-llm-stats-status-colored.ts";
export { formatStatsLogLine, type LocalUsage } from "./format-stats-log-line.ts";
export { formatUsd } from "./figures/format-usd.ts";
export { formatCost, formatTokens, formatTokenSum } from "./figures/money-parts.ts";
export { humanBytes } from "./figures/human-bytes.ts";
export { humanTokens } from "./figures/human-tokens.ts";
export type { Counters, KnownTokens, ProviderUsage, Snapshot } from "./snapshot.ts";
export type { FigureOptions, KnownCost, LineOptions, StatusOptions } from "./status-options.ts";
export { statusOptionsOf, type StatusSettings } from "./status-options-of.ts";
export { windowLabel } from "./figures/window-label.ts";
