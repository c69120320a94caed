const MASK = "***";

/** A shorter one is masked only where it stands alone: it may be a part of any word. */
const MIN_LENGTH_INSIDE_WORDS = 8;

/**
 * Replaces what a user has put into headers and into the query of an address with `***`. A provider may repeat a value as it
 * was sent, escaped for an address, or without the scheme in front of it, as in `Bearer KEY`.
 */
export function maskSecrets(text: string, values: readonly string[]): string {
  return values
    .flatMap((value) => [value, ...value.split(/\s+/u).slice(1), ...escapedForms(value)])
    .filter((secret) => secret.trim() !== "")
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(patternFor(secret), MASK), text);
}

/** The two ways in which programs escape a value in an address: a space is `+` or `%20`. */
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
