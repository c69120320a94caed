import { type Cursor, lineBefore } from "../../protocol/cursor.ts";

/** Languages in whose words a hyphen counts as a letter, for their editors too. */
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

/** Longer words are data, in UTF-16 code units. */
const MAX_WORD = 256;

/** Whether a character belongs to words in every language. */
export function isWordCharacter(character: string): boolean {
  return /^[\p{L}\p{N}\p{M}_]$/u.test(character);
}

/**
 * The partial word before the cursor, which may be empty. Editors filter by it and an item replaces it; they do not count a `$`
 * as part of it.
 */
export function wordBefore(cursor: Cursor): string {
  const word = HYPHENATED.has(cursor.languageId)
    ? /[\p{L}\p{N}\p{M}_-]+$/u
    : /[\p{L}\p{N}\p{M}_]+$/u;
  return word.exec(lineBefore(cursor).slice(-MAX_WORD))?.[0] ?? "";
}
