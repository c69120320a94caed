import { escapeUnsafe } from "@hexai/terminal/text";

/** `text` in double quotes on one line; what a terminal would obey or hide is escaped. */
export function quoted(text: string): string {
  return escapeUnsafe(JSON.stringify(text));
}
