import type { IgnoreSettings } from "../../config.ts";
import { listOf, onlyTrue, trueOrFalse } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const IGNORE: EntriesOf<IgnoreSettings> = {
  gitignore: {
    rule: trueOrFalse(),
    default: true,
    description: `Whether the language server keeps files that .gitignore names from being sent. A project can only set it to true.
Files such as .env, id_rsa and *.pem are never sent. What you pipe into the other programs is always sent.`,
    inProject: true,
    untrustedRule: onlyTrue(),
  },
  extra_patterns: {
    rule: listOf(isPattern, 'must be a list of patterns, as in ["*.sql", "secret/"]'),
    default: [],
    description: `More files that the language server does not send, as patterns of .gitignore, as in ["*.sql", "secret/"]. The
patterns of a project are added to yours.`,
    inProject: true,
    untrustedRule: listOf(
      (text) => isPattern(text) && !text.startsWith("!"),
      'must be a list of patterns none of which begins with "!", as in ["*.sql", "secret/"]',
    ),
    appendOnly: true,
  },
  lsp_notify_ignored: {
    rule: trueOrFalse(),
    default: true,
    description:
      "Whether the editor shows a message about a file that is not sent, once for each file.",
    inProject: true,
  },
};

function isPattern(text: string): boolean {
  return /^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(text);
}
