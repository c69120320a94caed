import { quoted } from "./quoted.ts";

/** Writes a value as TOML on one line: a string, a number, a boolean, or a list of those. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") {
    return quotedToml(value);
  }
  return Array.isArray(value) ? `[${value.map(formatValue).join(", ")}]` : String(value);
}

/** Like `quoted`, but with TOML's `\UXXXXXXXX` in place of `\u{…}`, which TOML does not have. */
function quotedToml(text: string): string {
  return quoted(text).replaceAll(
    /\\u\{([\da-f]+)\}/gu,
    (_, digits: string) => `\\U${digits.padStart(8, "0")}`,
  );
}

const LONGEST_SHOWN = 40;
const LOGIN = /:\/\/[^/]*@/u;
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
    return value.length > LONGEST_SHOWN ? "a long text" : quoted(value);
  }
  if (typeof value === "number" || typeof value === "boolean") {
    return String(value);
  }
  return value instanceof Date ? "a date" : "a list or section";
}

/** Writes one part of a dotted key as TOML does: bare where possible, else quoted. */
export function formatKey(name: string): string {
  return /^[\w-]+$/u.test(name) ? name : quoted(name);
}
