import type { GeneralSettings } from "../../config.ts";
import { numberBetween, oneOf, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const GENERAL: EntriesOf<GeneralSettings> = {
  max_tokens: {
    rule: wholeNumber(1, 1_000_000),
    default: 4000,
    description: "Maximum length of an answer, in tokens of the model.",
    inProject: true,
  },
  max_context_tokens: {
    rule: wholeNumber(1, 1_000_000),
    default: 4000,
    description: "Maximum length of the text around the cursor that a completion sends, in tokens.",
    inProject: true,
  },
  request_timeout: {
    rule: numberBetween(0, 86_400),
    default: 60,
    description:
      "Seconds without a byte from the provider after which a request fails; 0 waits for ever.",
    inEditor: true,
  },
  context_mode: {
    rule: oneOf(["minimal", "window", "file-on-new-func", "always-full"]),
    default: "always-full",
    description: `Which part of the file a completion sends, up to max_context_tokens around the cursor: minimal (the line of
the cursor), window (context_window_lines), file-on-new-func (the whole file where a new function begins, the window
elsewhere) or always-full (the whole file).`,
    inProject: true,
  },
  context_window_lines: {
    rule: wholeNumber(0, 100_000),
    default: 120,
    description: "Lines in the window, half of them above the cursor.",
    inProject: true,
  },
  coding_temperature: {
    rule: numberBetween(0, 2),
    default: 0.2,
    description: `0 to 2, for completions and code actions; 0 is sent as 0. A temperature in models.* overrides it, and it
overrides the one in a provider's section.`,
    inProject: true,
  },
};
