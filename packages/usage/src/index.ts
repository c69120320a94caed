export { createUsageRecorder } from "./create-usage-recorder.ts";
export type {
  Clock,
  SigmaFigures,
  UsageOptions,
  UsageRecorder,
  UsageTarget,
} from "./usage-recorder.ts";
