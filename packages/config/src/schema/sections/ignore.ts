import type { IgnoreSettings } from "../../config.ts";
import { listOf, onlyTrue, trueOrFalse } from "../rules.ts";
import type { EntriesOf } from "../shape.ts";

export const IGNORE: EntriesOf<IgnoreSettings> = {
  gitignore: {
    rule: trueOrFalse(),
    default: true,
    description: `Whether the language server sends nothing of what .gitignore files name. A project can only say true.
Of .env, id_rsa, *.pem and the like it never sends anything. What you pipe into the other programs is sent.`,
    inProject: true,
    guestRule: onlyTrue(),
  },
  extra_patterns: {
    rule: listOf(isPattern, 'must be a list of patterns, as in ["*.sql", "secret/"]'),
    default: [],
    description: `More that the language server does not send, in the manner of .gitignore, as in ["*.sql", "secret/"]. What a
project says stands beside what you say, not instead.`,
    inProject: true,
    guestRule: listOf(
      (text) => isPattern(text) && !text.startsWith("!"),
      'must be a list of patterns none of which begins with "!", as in ["*.sql", "secret/"]',
    ),
    growsByGuests: true,
  },
  lsp_notify_ignored: {
    rule: trueOrFalse(),
    default: true,
    description: "Whether the editor says so, once for each file.",
    inProject: true,
  },
};

function isPattern(text: string): boolean {
  return /^[^\p{Cc}]*\S[^\p{Cc}]*$/u.test(text);
}
