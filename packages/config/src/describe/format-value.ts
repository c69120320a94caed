import { quoteText } from "@hexai/terminal/text";

/** Writes a value as TOML on one line: a string, a number, a boolean, or a list or table of those. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") {
    return quotedToml(value);
  }
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? `[${value.map(formatValue).join(", ")}]` : formatTable(value);
  }
  return String(value);
}

function formatTable(table: object): string {
  const parts = Object.entries<unknown>({ ...table }).map(
    ([name, value]) => `${formatKey(name)} = ${formatValue(value)}`,
  );
  return parts.length === 0 ? "{}" : `{ ${parts.join(", ")} }`;
}

/** Like `quoteText`, but with TOML's `\UXXXXXXXX` in place of `\u{…}`, which TOML does not have. */
function quotedToml(text: string): string {
  return quoteText(text).replaceAll(
    /\\u\{([\da-f]+)\}/gu,
    (_, digits: string) => `\\U${digits.padStart(8, "0")}`,
  );
}

const LONGEST_SHOWN = 40;
/** A login in an address, also in one without a scheme. */
const LOGIN = /:\/\/[^/]*@|^[^\s/@]+:[^\s/@]*@/u;
const QUERY = /:\/\/.*[?#]/u;

/** Describes a wrong value in a few words on one line, without secrets and without terminal control sequences. */
export function describeValue(value: unknown): string {
  if (typeof value === "string") {
    if (LOGIN.test(value)) {
      return "an address with a login";
    }
    if (QUERY.test(value)) {
      return "an address with a query";
    }
    return value.length > LONGEST_SHOWN ? describeLongText(value) : quoteText(value);
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? "an empty list" : "a list";
  }
  return value instanceof Date ? "a date" : "a section";
}

/** A long text may be a key or a prompt, so it is not quoted. What is odd in it may be why it is wrong. */
function describeLongText(text: string): string {
  const [control] = /\p{Cc}/u.exec(text) ?? [];
  const count = `a text of ${text.length} characters`;
  if (control === undefined) {
    return count;
  }
  const code = control.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return `${count} with ${/[\n\r]/u.test(control) ? "a line break" : `the control character U+${code}`}`;
}

/** An address that is wrong, but too plain to hold a login or a key. */
const HARMLESS_ADDRESS = /^(?:[a-z]+:?\/{0,3})?[\w.-]*(?::\d{0,6})?(?:\/[\w.~-]{0,15})*$/iu;

/** Describes a wrong address: it is quoted only when it cannot hold a secret. */
export function describeAddress(value: unknown): string {
  if (typeof value !== "string" || HARMLESS_ADDRESS.test(value)) {
    return describeValue(value);
  }
  if (value.includes("@")) {
    return "an address with a login";
  }
  return /[?#]/u.test(value) ? "an address with a query" : "no address";
}

/** Writes one part of a dotted key as TOML does: bare where possible, else quoted. A misplaced login is masked. */
export function formatKey(name: string): string {
  if (LOGIN.test(name) || QUERY.test(name)) {
    return '"***"';
  }
  return /^[\w-]+$/u.test(name) ? name : quoteText(name);
}
