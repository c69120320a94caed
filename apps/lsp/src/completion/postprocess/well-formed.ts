/** The text as it arrives at a model: lone surrogates become U+FFFD, which is as long in UTF-16 code units. */
export function toWellFormed(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\u{fffd}");
}

/** The text without the first half of a character at its end: a cut or a delta may come between the two. */
export function dropHalfCharacter(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}
