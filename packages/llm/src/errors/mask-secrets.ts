const MASK = "***";

/** A shorter secret is masked only as a whole word, because it may occur inside any other word. */
const MIN_LENGTH_INSIDE_WORDS = 8;

/**
 * Replaces the configured values of headers and query parameters with `***`. A provider may repeat a value as it was sent,
 * percent-encoded, or without its scheme (`KEY` of `Bearer KEY`).
 */
export function maskSecrets(text: string, values: readonly string[]): string {
  return values
    .flatMap((value) => [value, ...value.split(/\s+/u).slice(1), ...escapedForms(value)])
    .filter((secret) => secret.trim() !== "")
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(patternFor(secret), MASK), text);
}

/** The two common encodings of a value in a URL: a space becomes `+` or `%20`. */
function escapedForms(value: string): readonly string[] {
  const escaped = new URLSearchParams({ value }).toString().slice("value=".length);
  return [escaped, escaped.replaceAll("+", "%20")];
}

function patternFor(secret: string): RegExp {
  const literal = secret.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return secret.length < MIN_LENGTH_INSIDE_WORDS
    ? new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, "gu")
    : new RegExp(literal, "gu");
}
