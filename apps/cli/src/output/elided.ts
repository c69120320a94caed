import stringWidth from "fast-string-width";

/** `text` if it fits into so many display cells, else its beginning and `…`. */
export function elided(text: string, cells: number): string {
  if (stringWidth(text) <= cells) {
    return text;
  }
  let kept = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (stringWidth(`${kept}${segment}…`) > cells) {
      break;
    }
    kept += segment;
  }
  return cells < 1 ? "" : `${kept}…`;
}

/** `text` in exactly so many cells, if it is not wider: filled up with spaces at its end. */
export function padded(text: string, cells: number): string {
  return text + " ".repeat(Math.max(cells - stringWidth(text), 0));
}

/** The same with the spaces before it. */
export function paddedLeft(text: string, cells: number): string {
  return " ".repeat(Math.max(cells - stringWidth(text), 0)) + text;
}
