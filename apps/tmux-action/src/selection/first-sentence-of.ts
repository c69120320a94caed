/** The first of several lines, without the words that announce the others; for a place that has only one line. */
export function firstSentenceOf(message: string): string {
  const [first = "", ...others] = message.split("\n");
  return others.length === 0 ? first : first.replace(/(?:, as in)?:$/u, "");
}
