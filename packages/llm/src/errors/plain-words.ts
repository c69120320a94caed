import { sanitizeText } from "@hexai/terminal/text";

const MAX_CHARACTERS = 200;

/** Shorter ones are placeholders for servers that want no key, and would turn words into stars. */
const SHORTEST_SECRET = 8;

/**
 * Somebody else's text, fit for one line on a terminal: line breaks become spaces, control characters their pictures,
 * every occurrence of `secret` becomes `***` when it is long enough to be one, and the text is cut with `…` at 200 characters.
 */
export function plainWordsOf(text: string, secret: string): string {
  const shareable = secret.length < SHORTEST_SECRET ? text : text.replaceAll(secret, "***");
  const line = sanitizeText(shareable.replaceAll(/[\p{Zl}\p{Zp}\s\u0085]+/gu, " ").trim());
  const characters = Array.from(line);
  return characters.length > MAX_CHARACTERS
    ? `${characters.slice(0, MAX_CHARACTERS).join("")}…`
    : line;
}
