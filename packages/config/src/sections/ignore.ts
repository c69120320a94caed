import type { IgnoreSettings } from "../config.ts";
import { listOf, trueOrFalse } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const IGNORE: EntriesOf<IgnoreSettings> = {
  gitignore: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether what .gitignore files name is sent nowhere.",
    inProject: true,
  },
  extra_patterns: {
    rule: listOf(
      (text) => /^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(text),
      'must be a list of patterns, as in ["*.pem", "secret/"]',
    ),
    default: [],
    description:
      'More that is sent nowhere, in the manner of .gitignore, as in ["*.pem", "secret/"].',
    inProject: true,
  },
  lsp_notify_ignored: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether the editor says so, once for each file.",
    inProject: true,
  },
};
