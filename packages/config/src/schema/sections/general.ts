import type { GeneralSettings } from "../../config.ts";
import { numberBetween, oneOf, wholeNumber } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const GENERAL: EntriesOf<GeneralSettings> = {
  max_tokens: {
    rule: wholeNumber(1, 1_000_000),
    default: 4000,
    description: "Longest answer, in tokens of the model.",
    inProject: true,
  },
  max_context_tokens: {
    rule: wholeNumber(1, 1_000_000),
    default: 4000,
    description: "The most that a completion sends of the file around the cursor, in tokens.",
    inProject: true,
  },
  request_timeout: {
    rule: numberBetween(0, 86_400),
    default: 60,
    description: "Seconds of silence after which a provider is given up; 0 waits for ever.",
    inEditor: true,
  },
  context_mode: {
    rule: oneOf(["minimal", "window", "file-on-new-func", "always-full"]),
    default: "always-full",
    description: `What a completion sends of the file, always around the cursor and within max_context_tokens:
minimal (the line of the cursor), window (context_window_lines), file-on-new-func (the file where a new
function begins, elsewhere the window) or always-full (the file).`,
    inProject: true,
  },
  context_window_lines: {
    rule: wholeNumber(0, 100_000),
    default: 120,
    description: "Lines of the window, half of them above the cursor.",
    inProject: true,
  },
  coding_temperature: {
    rule: numberBetween(0, 2),
    default: 0.2,
    description: `From 0 (sober) to 2 (wild), for completions and code actions; 0 means 0. The temperature of an entry of
models.* is stronger, that of a provider's section weaker.`,
    inProject: true,
  },
};
