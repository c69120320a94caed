/** Removes all `tokens` from `text`, repeatedly, because removing one can form another. */
export function stripTokens(text: string, tokens: readonly string[]): string {
  let stripped = text;
  let before: string;
  do {
    before = stripped;
    stripped = tokens.reduce((rest, token) => rest.replaceAll(token, ""), stripped);
  } while (stripped !== before);
  return stripped;
}
