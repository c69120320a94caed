import { sanitizeName, truncateToWidth } from "@hexai/terminal/text";

/** The longest line, in display cells. */
const LONGEST_CELLS = 200;

/** More marks on one letter than any script has. They take no cell, so that nothing else would bound them. */
const MORE_MARKS = /(\p{M}{4})\p{M}+/gu;

/**
 * A text that no bar obeys, at most 200 cells wide and 4 kB long: without control characters, and with the beginnings of commands broken up.
 * polybar and lemonbar obey `%{A1:command:}` and know no escape, shells and old starships obey backticks and `$(`, tmux `#(`, dzen
 * `^ca(` and xmobar `<action=…>`.
 */
export function barText(text: string): string {
  const harmless = sanitizeName(text)
    .replaceAll("`", "'")
    .replaceAll(/[%$#](?=[({[])|\^(?=[a-z])/giu, "$& ")
    .replaceAll("<", "‹")
    .replaceAll(">", "›");
  return truncateToWidth(harmless.replaceAll(MORE_MARKS, "$1"), LONGEST_CELLS);
}
