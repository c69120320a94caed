/** `text` in double quotes on one line, with whatever a terminal could obey or hide made visible. */
export function quoted(text: string): string {
  return madeVisible(JSON.stringify(text));
}

/** `text` with whatever a terminal could obey or hide as `\u{…}`. */
export function madeVisible(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
