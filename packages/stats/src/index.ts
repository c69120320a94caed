export { createFailureNotice } from "./failure-notice.ts";
export { createStore, type Store } from "./io/create-store.ts";
export {
  cacheDir,
  path,
  report,
  reset,
  setWindow,
  snapshot,
  update,
  warm,
  window,
} from "./io/default-store.ts";
export { inspect, type Inspection } from "./io/inspect.ts";
export type { Report } from "./report.ts";
export type { Counters, ProviderUsage, Snapshot } from "./snapshot.ts";
export { rpm } from "./snapshot-of.ts";
export { StatsError, type StatsErrorCode } from "./stats-error.ts";
export type { StoreOptions, UpdateOptions } from "./store-options.ts";
