import type { Config } from "../../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const STATS: EntriesOf<Config["stats"]> = {
  window_minutes: {
    rule: wholeNumber(1, 1440),
    default: 60,
    description: `How far back the statistics look, in minutes. All programs share one file: a request that is counted with a
shorter window, be it by a variable for one command, forgets what is older.`,
  },
  enabled: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether requests are counted at all.",
  },
};
