import fastStringWidth from "fast-string-width";

const ELLIPSIS = "…";

/** How many cells of a terminal `text` takes: two for CJK and emoji, none for combining marks. */
export function displayWidth(text: string): number {
  return fastStringWidth(text);
}

/**
 * The text itself when it fits into `cells`, else its beginning and `…`. Cuts between graphemes.
 *
 * @param text - What is visible, before any markup is added.
 * @param cells - At least 1.
 */
export function truncateToWidth(text: string, cells: number): string {
  if (displayWidth(text) <= cells) {
    return text;
  }
  let kept = "";
  let used = displayWidth(ELLIPSIS);
  // Made here and not at import: it costs a program 12 ms, and most lines are never cut.
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += displayWidth(segment);
    if (used > cells) {
      break;
    }
    kept += segment;
  }
  return kept + ELLIPSIS;
}
