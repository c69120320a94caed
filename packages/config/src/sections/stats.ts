import type { Config } from "../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const STATS: EntriesOf<Config["stats"]> = {
  window_minutes: {
    rule: wholeNumber(1, 1440),
    default: 60,
    description: "How far back the statistics look, in minutes.",
  },
  enabled: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether requests are counted at all.",
  },
};
