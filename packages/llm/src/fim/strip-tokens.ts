/** `text` without any of `tokens`, not even one that came to be by taking another out. */
export function stripTokens(text: string, tokens: readonly string[]): string {
  let stripped = text;
  let before: string;
  do {
    before = stripped;
    stripped = tokens.reduce((rest, token) => rest.replaceAll(token, ""), stripped);
  } while (stripped !== before);
  return stripped;
}
