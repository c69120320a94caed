const MASK = "***";

/** A shorter secret is masked only as a whole word, because it may occur inside any other word. */
const MIN_LENGTH_INSIDE_WORDS = 8;

/**
 * Replaces secrets with `***`: keys, logins, the configured values of headers and query parameters. A provider may repeat one
 * as it was sent, percent-encoded, escaped for HTML or JSON, in Base64, or without its scheme (`KEY` of `Bearer KEY`).
 */
export function maskSecrets(text: string, values: readonly string[]): string {
  return values
    .flatMap((value) => [value, ...value.split(/\s+/u).slice(1), ...escapedForms(value)])
    .filter((secret) => secret.trim() !== "")
    .toSorted((one, other) => other.length - one.length)
    .reduce((masked, secret) => masked.replaceAll(patternFor(secret), MASK), text);
}

/** In a URL a space becomes `+` or `%20`, and the digits of an escape have either case; PHP escapes `/` in JSON. */
function escapedForms(value: string): readonly string[] {
  const form = new URLSearchParams({ value }).toString().slice("value=".length);
  const spaced = form.replaceAll("+", "%20");
  const urls = [form, spaced, spaced.replaceAll(/%(?:21|27|28|29|7E)/gu, decodeURIComponent)];
  const json = JSON.stringify(value).slice(1, -1);
  return [
    ...urls,
    ...urls.map((url) => url.replaceAll(/%[0-9A-F]{2}/gu, (escape) => escape.toLowerCase())),
    json,
    json.replaceAll("/", String.raw`\/`),
    ...htmlForms(value),
    ...(value.length < MIN_LENGTH_INSIDE_WORDS ? [] : [base64Of(value)]),
  ];
}

/** Pages and gateways write quotation marks by their names or by their numbers. */
function htmlForms(value: string): readonly string[] {
  const named = value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return [
    named,
    named.replaceAll('"', "&quot;").replaceAll("'", "&#39;"),
    named.replaceAll('"', "&#34;").replaceAll("'", "&#x27;"),
    named.replaceAll('"', "&quot;").replaceAll("'", "&#x27;"),
  ];
}

/** Without the padding, which is left out in URLs. */
function base64Of(value: string): string {
  const bytes = Array.from(new TextEncoder().encode(value), (byte) => String.fromCodePoint(byte));
  return btoa(bytes.join("")).replace(/=+$/u, "");
}

function patternFor(secret: string): RegExp {
  const literal = secret.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`);
  return secret.length < MIN_LENGTH_INSIDE_WORDS
    ? new RegExp(String.raw`(?<![\p{L}\p{N}])${literal}(?![\p{L}\p{N}])`, "gu")
    : new RegExp(literal, "gu");
}
