/**
 * Cuts a text into pieces about as long as a model's tokens, each with the white space before it. Joined, they are the text.
 */
export function splitTokens(text: string): readonly string[] {
  return text.match(/\s*\S{1,4}|\s+/gu) ?? [];
}
