import { displayWidth } from "./display-width.ts";
import { replaceUnsafe } from "./replace-unsafe.ts";

const TAB_STOP_CELLS = 4;

/**
 * Text on several lines that a terminal shows and does not obey. Without its control character no sequence works, so each one is
 * replaced by its picture (`␛` for escape, `�` for what has none) and the rest of the sequence stays readable. A carriage
 * return goes: alone it would let the rest of a line hide its beginning.
 */
export function sanitizeText(text: string): string {
  return replaceUnsafe(text, (character) => (character === "\r" ? "" : pictureOf(character)));
}

/** A name as it may stand inside a line: a line feed and a tab are pictures, too. */
export function sanitizeName(name: string): string {
  return sanitizeText(name).replaceAll("\n", "␊").replaceAll("\t", "␉");
}

/** One line of a text: a tab becomes spaces up to the next tab stop, everything else that is unsafe its picture. */
export function sanitizeLine(line: string): string {
  return replaceUnsafe(expandTabs(line), pictureOf).replaceAll("\n", "␊");
}

/** Text as a literal has it: every unsafe character, line feed and tab included, as `\u{…}`. */
export function escapeUnsafe(text: string): string {
  return replaceUnsafe(text, escapeOf).replaceAll(/[\n\t]/g, escapeOf);
}

/** `text` in double quotes, for a message: on one line, and with every unsafe character as `\u{…}`. */
export function quoteText(text: string): string {
  return escapeUnsafe(JSON.stringify(text));
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function pictureOf(character: string): string {
  const code = character.charCodeAt(0);
  if (code === 0x7f) {
    return "\u2421";
  }
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}

function expandTabs(line: string): string {
  const [first = "", ...others] = line.split("\t");
  const parts = [first];
  let cells = displayWidth(first);
  for (const part of others) {
    const gap = TAB_STOP_CELLS - (cells % TAB_STOP_CELLS);
    parts.push(" ".repeat(gap), part);
    cells += gap + displayWidth(part);
  }
  return parts.join("");
}
