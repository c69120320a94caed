export { createUsageRecorder } from "./create-usage-recorder.ts";
export type { Clock, UsageOptions, UsageRecorder, UsageTarget } from "./usage-recorder.ts";
