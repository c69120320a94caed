export { createFailureNotice } from "./store/failure-notice.ts";
export { createStore, type Store } from "./store/io/create-store.ts";
export { cacheDir } from "./store/io/default-cache-dir.ts";
export {
  path,
  report,
  reset,
  setWindow,
  snapshot,
  update,
  window,
} from "./store/io/default-store.ts";
export { inspect, type Inspection } from "./file/io/inspect.ts";
export type { Report } from "./snapshot/report.ts";
export type { Counters, ProviderUsage, Snapshot, UsageGroup } from "./snapshot/snapshot.ts";
export { rpm } from "./snapshot/snapshot.ts";
export { StatsError, type StatsErrorCode } from "./store/stats-error.ts";
export type { RequestDetails, StoreOptions, UpdateOptions } from "./store/store-options.ts";
export { sumTokens, type TokenTotals, type TokenUsage } from "./events/token-totals.ts";
