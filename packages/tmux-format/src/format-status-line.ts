import { truncateToWidth } from "./display-width.ts";
import { formatStyle } from "./format-style.ts";
import type { LineOptions } from "./status-options.ts";
import { tmuxLiteral } from "./tmux-literal.ts";

/**
 * A finished status line: `text` cut to the widest line, made literal, and coloured from its first
 * cell to its last. Behind it the style is back to default.
 */
export function formatStatusLine(text: string, options: LineOptions): string {
  const literal = tmuxLiteral(truncateToWidth(text, maxWidthOf(options)));
  const style = formatStyle(options);
  return style === "" ? literal : `#[${style}]${literal}#[default]`;
}

/** The widest line in cells; `Infinity` when the options set no limit. */
export function maxWidthOf({ maxWidth = 0 }: LineOptions): number {
  return maxWidth >= 1 ? maxWidth : Number.POSITIVE_INFINITY;
}
