import type { CompletionSettings } from "../../config.ts";
import { trueOrFalse, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const COMPLETION: EntriesOf<CompletionSettings> = {
  completion_debounce_ms: {
    rule: wholeNumber(0, 10_000),
    default: 200,
    description: `Milliseconds without a key press before a model is asked; adapts to how fast you type, between half and
twice of it. 0 asks at once.`,
    inProject: true,
  },
  completion_throttle_ms: {
    rule: wholeNumber(0, 60_000),
    default: 0,
    description: "Least milliseconds between two requests; 0 sets no limit.",
    inProject: true,
  },
  manual_invoke_min_prefix: {
    rule: wholeNumber(0, 100),
    default: 0,
    description: "Characters of a word before the cursor that a completion by hand needs.",
    inProject: true,
  },
  completion_wait_all: {
    rule: trueOrFalse(),
    default: true,
    description: "With several models: wait for all of them, not only for the first answer.",
    inProject: true,
  },
};
