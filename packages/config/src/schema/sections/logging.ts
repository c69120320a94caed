import type { LoggingSettings } from "../../config.ts";
import { oneOf, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const LOGGING: EntriesOf<LoggingSettings> = {
  level: {
    rule: oneOf(["debug", "info", "warn", "error"]),
    default: "info",
    description: "The lowest level that is logged: debug, info, warn or error.",
    variable: "HEXAI_LOG_LEVEL",
    inEditor: true,
  },
  log_preview_limit: {
    rule: wholeNumber(0, 100_000),
    default: 100,
    description: "How many characters of a prompt or an answer a debug line shows; 0 shows none.",
  },
};
