import { cutToCells } from "./cut-to-cells.ts";
import type { LineOptions } from "./status-options.ts";
import { styleOf } from "./style-of.ts";
import { tmuxLiteral } from "./tmux-literal.ts";

/**
 * A finished status line: `text` cut to the widest line, made literal, and coloured from its first
 * cell to its last. Behind it the style is back to default.
 */
export function statusLineOf(text: string, options: LineOptions): string {
  const literal = tmuxLiteral(cutToCells(text, widestOf(options)));
  const style = styleOf(options);
  return style === "" ? literal : `#[${style}]${literal}#[default]`;
}

/** The widest line in cells; `Infinity` when the options set no limit. */
export function widestOf({ maxWidth = 0 }: LineOptions): number {
  return maxWidth >= 1 ? maxWidth : Number.POSITIVE_INFINITY;
}
