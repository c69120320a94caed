import type { Config } from "../../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const HISTORY: EntriesOf<Config["history"]> = {
  enabled: {
    rule: trueOrFalse(),
    default: true,
    description: `Whether hexai keeps what was asked and answered, so that hexai -c can go on with it and hexai log shows it.
--no-log and HEXAI_NO_LOG=1 do without it once.`,
  },
  days: {
    rule: wholeNumber(1, 36_500),
    default: 30,
    description: "A conversation that was not used for so many days is removed.",
  },
  max_mb: {
    rule: wholeNumber(1, 100_000),
    default: 50,
    description: `Megabytes that all conversations together may take. Beyond that, those that were not used for the longest time are
removed.`,
  },
};
