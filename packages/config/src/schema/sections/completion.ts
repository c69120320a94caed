import type { CompletionSettings } from "../../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const COMPLETION: EntriesOf<CompletionSettings> = {
  completion_debounce_ms: {
    rule: wholeNumber(0, 10_000),
    default: 200,
    description: `Milliseconds without a key press before a model is asked. The delay adapts to your typing speed, between half and
twice this value. 0 asks at once.`,
    inProject: true,
  },
  completion_throttle_ms: {
    rule: wholeNumber(0, 60_000),
    default: 0,
    description: "Minimum milliseconds between two requests; 0 means no limit.",
    inProject: true,
  },
  manual_invoke_min_prefix: {
    rule: wholeNumber(0, 100),
    default: 0,
    description:
      "How many characters of a word must stand before the cursor for a manually invoked completion.",
    inProject: true,
  },
  completion_wait_all: {
    rule: trueOrFalse(),
    default: true,
    description: "With several models: wait for all of them instead of only the first answer.",
    inProject: true,
  },
};
