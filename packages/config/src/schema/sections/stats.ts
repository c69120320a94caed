import type { Config } from "../../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const STATS: EntriesOf<Config["stats"]> = {
  window_minutes: {
    rule: wholeNumber(1, 1440),
    default: 60,
    description: `The time window of the statistics, in minutes. All programs share one file: a program that runs with a shorter
window, even if only a variable of one command sets it, deletes what is older.`,
  },
  enabled: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether requests are counted.",
  },
};
