import stringWidth from "fast-string-width";

const TAB_CELLS = 4;
const ELLIPSIS = "…";

/** All control characters, C0, DEL and C1. */
// oxlint-disable-next-line no-control-regex -- these are what it is about
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/gu;
/** They turn the direction of what stands around them or end a line (Unicode Annex 9), or are seen as nothing. */
const UNSEEN = /[\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]/gu;
const ASCII = /^[\u0020-\u007e]*$/u;

/** How many cells of a terminal `text` takes: two for CJK and emoji, none for combining marks. */
export function cellsOf(text: string): number {
  return stringWidth(text);
}

/**
 * One line of a text as a terminal shows it and does not obey it: tabs are spaces, and every character that a terminal
 * acts on is replaced by its picture (`␛`), one that would deceive the reader by `�`.
 */
export function visibleLine(line: string): string {
  return expandTabs(line).replaceAll(CONTROL, pictureOf).replaceAll(UNSEEN, "\ufffd");
}

/** The lines of a text, made visible. The end of the last line makes no other line. */
export function visibleLines(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => visibleLine(line.replace(/\r$/, "")));
  return lines.at(-1) === "" ? lines.slice(0, -1) : lines;
}

/** As much of the start of `text` as fits into `cells`, and at least one grapheme, however wide it is. */
export function startOfCells(text: string, cells: number): string {
  if (ASCII.test(text)) {
    return text.slice(0, Math.max(1, cells));
  }
  let end = 0;
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += cellsOf(segment);
    if (used > cells && end > 0) {
      break;
    }
    end += segment.length;
  }
  return text.slice(0, end);
}

/** As much of the end of `text` as fits into `cells`. */
export function endOfCells(text: string, cells: number): string {
  let end = text;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (cellsOf(end) <= cells) {
      break;
    }
    end = end.slice(segment.length);
  }
  return end;
}

/** The text itself when it fits into `cells`, else its beginning and `…`; nothing when there is no room. */
export function cutToCells(text: string, cells: number): string {
  if (cellsOf(text) <= cells) {
    return text;
  }
  if (cells < 2) {
    return cells < 1 ? "" : ELLIPSIS;
  }
  const start = startOfCells(text, cells - 1);
  return cellsOf(start) < cells ? start + ELLIPSIS : ELLIPSIS;
}

/** `text` cut or filled up with spaces to exactly `cells`. */
export function padToCells(text: string, cells: number): string {
  const cut = cutToCells(text, cells);
  return cut + " ".repeat(Math.max(0, cells - cellsOf(cut)));
}

function expandTabs(line: string): string {
  if (!line.includes("\t")) {
    return line;
  }
  return line
    .split("\t")
    .reduce(
      (before, after) => before + " ".repeat(TAB_CELLS - (cellsOf(before) % TAB_CELLS)) + after,
    );
}

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code === 0x7f) {
    return "\u2421";
  }
  return code < 0x20 ? String.fromCharCode(0x2400 + code) : "\ufffd";
}
