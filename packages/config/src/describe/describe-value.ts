import { quoted } from "./quoted.ts";

const LONGEST_SHOWN = 40;
const LOGIN = /:\/\/[^/]*@/u;
const QUERY = /:\/\/.*[?#]/u;

/** A wrong value in words: short, on one line, without secrets and without anything that a terminal obeys. */
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
