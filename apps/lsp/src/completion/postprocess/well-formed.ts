/** How `text` arrives at a model: half characters become U+FFFD, which is as long in UTF-16 code units. */
export function asSent(text: string): string {
  return text.replaceAll(/\p{Surrogate}/gu, "\u{fffd}");
}
