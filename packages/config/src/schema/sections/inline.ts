import type { Config } from "../../config.ts";
import { textLike } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const INLINE: EntriesOf<Config["inline"]> = {
  inline_open: {
    rule: textLike(
      (text) => /^[^\s\p{C}]{0,8}$/u.test(text),
      "must be up to 8 visible characters, or empty",
    ),
    default: ">!",
    description: `What begins an instruction inside of a text, as in >!add a test>. With its first character twice, it stands
for the whole line. Empty: there are none.`,
    inEditor: true,
  },
  inline_close: {
    rule: textLike((text) => /^[^\s\p{C}]{1,8}$/u.test(text), "must be 1 to 8 visible characters"),
    default: ">",
    description: "What ends it.",
    inEditor: true,
  },
};
