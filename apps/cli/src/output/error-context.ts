import { ChatError } from "@hexai/chat";
import type { ErrorContext } from "@hexai/process";
import { StatsError } from "@hexai/stats";

/** How this program reports its errors. It brings the statistics' code along, so it is loaded when there is an error. */
export const ERROR_CONTEXT: ErrorContext = {
  program: "hexai",
  failures: [ChatError, StatsError],
};
