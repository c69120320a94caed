import { quoted } from "./quoted.ts";

/** A value as TOML writes it, on one line: a text, a number, true or false, a list or a table of those. */
export function formatValue(value: unknown): string {
  if (typeof value === "string") {
    return quotedToml(value);
  }
  return Array.isArray(value) ? `[${value.map(formatValue).join(", ")}]` : String(value);
}

/** As `quoted`, with TOML's own way to write what is made visible. */
function quotedToml(text: string): string {
  return quoted(text).replaceAll(
    /\\u\{([\da-f]+)\}/gu,
    (_, digits: string) => `\\U${digits.padStart(8, "0")}`,
  );
}
