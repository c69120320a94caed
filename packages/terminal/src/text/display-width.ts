import fastStringTruncatedWidth from "fast-string-truncated-width";

const ELLIPSIS = "…";

/** One cell for each character: Latin, Greek, arrows, boxes and such, without combining marks, controls and emoji. */
const NARROW =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2030-\u205e\u2070-\u20cf\u2190-\u22ff\u23ce\u2500-\u25fc\u2713-\u2718\u2800-\u28ff]*$/;

/** Invisible characters that the library takes for visible ones, as the joiners of Persian and Hindi. Those of emoji it knows. */
const ZERO_WIDTH =
  /(?!\u200d|\ufe0e|\ufe0f|[\u115f\u3164\uffa0\u{e0000}-\u{e007f}])\p{Default_Ignorable_Code_Point}|\u200d(?!\p{ExtPict})/gu;

/**
 * How many cells of a terminal `text` takes, without its escape sequences: two for CJK and emoji, none for combining marks. The
 * library's patterns for all of Unicode take milliseconds before the first text is measured, and most texts need none.
 */
export function displayWidth(text: string): number {
  return NARROW.test(text)
    ? text.length
    : fastStringTruncatedWidth(text.replaceAll(ZERO_WIDTH, "")).width;
}

/** `text` if it fits into so many cells, else its beginning and `…`; nothing when there is no room. */
export function truncateToWidth(text: string, cells: number): string {
  if (displayWidth(text) <= cells) {
    return text;
  }
  if (cells >= 1 && NARROW.test(text)) {
    return text.slice(0, cells - 1) + ELLIPSIS; // The first segmenter of a program takes a tenth of a bare start.
  }
  let start = "";
  let left = cells - displayWidth(ELLIPSIS);
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    left -= displayWidth(segment);
    if (left < 0) {
      break;
    }
    start += segment;
  }
  return cells < 1 ? "" : start + ELLIPSIS;
}

/** `text` in exactly so many cells, if it is not wider: filled up with spaces at its end. */
export function padEndToWidth(text: string, cells: number): string {
  return text + " ".repeat(Math.max(cells - displayWidth(text), 0));
}

/** The same with the spaces before it. */
export function padStartToWidth(text: string, cells: number): string {
  return " ".repeat(Math.max(cells - displayWidth(text), 0)) + text;
}
