import { sanitizeText } from "@hexai/terminal/text";

const MAX_CHARACTERS = 200;

/** A shorter key is a placeholder for a server that needs none; masking it would damage ordinary words. */
const SHORTEST_SECRET = 8;

/** Whether a key is one, and not the placeholder that a server without keys is given. */
export function isSecret(key: string): boolean {
  return key.length >= SHORTEST_SECRET;
}

/**
 * Makes foreign text safe to quote in a message of one line: line breaks become spaces, unsafe characters are replaced as
 * `sanitizeText` does, every `secret` of 8 characters or more becomes `***`, and the text is cut with `…` at 200 characters.
 */
export function sanitizeQuoted(text: string, secret: string): string {
  const shareable = isSecret(secret) ? text.replaceAll(secret, "***") : text;
  const line = sanitizeText(shareable.replaceAll(/[\p{Zl}\p{Zp}\s\u0085]+/gu, " ").trim());
  const characters = Array.from(line);
  return characters.length > MAX_CHARACTERS
    ? `${characters.slice(0, MAX_CHARACTERS).join("")}…`
    : line;
}
