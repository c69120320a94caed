import type { Config } from "../../config.ts";
import { listOf, textLike } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const CHAT: EntriesOf<Config["chat"]> = {
  chat_suffix: {
    rule: textLike(
      (text) => /^[^\s\p{C}]{0,8}$/u.test(text),
      "must be up to 8 visible characters, or empty",
    ),
    default: ">",
    description: `The end of a line that asks the model a question, after one of chat_prefixes, as in: why?>
Empty turns questions off.`,
    inEditor: true,
  },
  chat_prefixes: {
    rule: listOf(
      (text) => /^[^\s\p{C}]{1,8}$/u.test(text),
      'must be a list of texts of 1 to 8 visible characters, as in ["?", "!"]',
    ),
    default: ["?", "!", ":", ";"],
    description: "The characters before chat_suffix; [] turns questions off.",
    inEditor: true,
  },
};
