export { formatGlobalStatsStatusColored } from "./format-global-stats-status-colored.ts";
export { formatLLMStartStatus } from "./format-llm-start-status.ts";
export { formatLLMStatsStatusColored } from "./format-llm-stats-status-colored.ts";
export { formatStatsLogLine, type LocalUsage } from "./format-stats-log-line.ts";
export { humanBytes } from "./human-bytes.ts";
export type { Counters, ProviderUsage, Snapshot } from "./snapshot.ts";
export type { LineOptions, StatusOptions } from "./status-options.ts";
export { statusOptionsOf, type StatusSettings } from "./status-options-of.ts";
export { windowLabel } from "./window-label.ts";
