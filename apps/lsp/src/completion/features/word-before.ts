import { lineBefore, type Place } from "../../protocol/cursor.ts";

/** Languages in whose words a hyphen is a letter, to their editors too. */
const HYPHENATED: ReadonlySet<string> = new Set([
  "clojure",
  "css",
  "emacs-lisp",
  "less",
  "lisp",
  "racket",
  "sass",
  "scheme",
  "scss",
]);

/**
 * The half-typed word before the cursor, which may be empty. It is what editors filter by and what an item replaces; they do
 * not count a `$` as part of it.
 */
export function wordBefore(place: Place): string {
  const word = HYPHENATED.has(place.languageId)
    ? /[\p{L}\p{N}\p{M}_-]+$/u
    : /[\p{L}\p{N}\p{M}_]+$/u;
  return word.exec(lineBefore(place).slice(-MAX_WORD))?.[0] ?? "";
}

/** In UTF-16 code units. Longer ones are data. */
const MAX_WORD = 256;
