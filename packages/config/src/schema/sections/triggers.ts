import type { Config } from "../../config.ts";
import { listOf } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const TRIGGERS: EntriesOf<Config["triggers"]> = {
  trigger_characters: {
    rule: listOf(
      (text) => /^[^\p{Cc}\p{Cs}]$/u.test(text),
      'must be a list of single characters, as in [".", ":"]',
    ),
    default: ["."],
    description:
      "Characters besides those of words after which an editor asks for a completion; with [] only a manual request does.",
    inProject: true,
  },
};
