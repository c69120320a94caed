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
    description: `The start of an instruction inside a document, as in >!add a test>. When its first character is doubled, the
instruction replaces the whole line. Empty turns instructions off.`,
    inEditor: true,
  },
  inline_close: {
    rule: textLike((text) => /^[^\s\p{C}]{1,8}$/u.test(text), "must be 1 to 8 visible characters"),
    default: ">",
    description: "The end of an instruction.",
    inEditor: true,
  },
};
