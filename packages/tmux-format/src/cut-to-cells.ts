import stringWidth from "string-width";

const ELLIPSIS = "…";
const graphemes = new Intl.Segmenter();

/** How many cells of a terminal `text` takes: two for CJK and emoji, none for combining marks. */
export function cellsOf(text: string): number {
  return stringWidth(text);
}

/**
 * The text itself when it fits into `cells`, else its beginning and `…`. Cuts between graphemes.
 *
 * @param text - What is visible, before any markup is added.
 * @param cells - At least 1.
 */
export function cutToCells(text: string, cells: number): string {
  if (cellsOf(text) <= cells) {
    return text;
  }
  let kept = "";
  let used = cellsOf(ELLIPSIS);
  for (const { segment } of graphemes.segment(text)) {
    used += cellsOf(segment);
    if (used > cells) {
      break;
    }
    kept += segment;
  }
  return kept + ELLIPSIS;
}
