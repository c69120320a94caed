import stringWidth from "fast-string-width";

const ELLIPSIS = "…";

/** Invisible characters that the library takes for visible ones, as the joiners of Persian and Hindi. Those of emoji it knows. */
const ZERO_WIDTH =
  /[\u00ad\u034f\u1160\u180b-\u180f\u200b\u200c\u2060-\u2064\ufe00-\ufe0d\ufeff\u{e0100}-\u{e01ef}]|\u200d(?!\p{ExtPict})/gu;

/** How many cells of a terminal `text` takes, without its escape sequences: two for CJK and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  return stringWidth(text.replaceAll(ZERO_WIDTH, ""));
}

/** `text` if it fits into so many cells, else its beginning and `…`; nothing when there is no room. */
export function truncateToWidth(text: string, cells: number): string {
  if (displayWidth(text) <= cells) {
    return text;
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
