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
    description: `What ends a line that is a question to the model, behind one of chat_prefixes, as in: why?>
Empty: there are none.`,
    inEditor: true,
  },
  chat_prefixes: {
    rule: listOf(
      (text) => /^[^\s\p{C}]{1,8}$/u.test(text),
      'must be a list of texts of 1 to 8 visible characters, as in ["?", "!"]',
    ),
    default: ["?", "!", ":", ";"],
    description: "What stands before chat_suffix; [] means that no line is a question.",
    inEditor: true,
  },
};
