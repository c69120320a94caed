import { displayWidth } from "@hexai/terminal/text";

/** The pieces of one line, cut into lines of at most `cells`. */
export function wrapSegments<Piece extends { readonly text: string }>(
  pieces: readonly Piece[],
  cells: number,
): readonly (readonly Piece[])[] {
  const width = Math.max(1, cells);
  const lines: Piece[][] = [[]];
  let room = width;
  for (const piece of pieces) {
    let rest = piece.text;
    while (rest !== "") {
      const text = startOfWidth(rest, room);
      if (displayWidth(text) > room && room < width) {
        lines.push([]);
        room = width;
        continue;
      }
      lines.at(-1)?.push({ ...piece, text });
      room -= displayWidth(text);
      rest = rest.slice(text.length);
    }
  }
  return lines;
}

const ASCII = /^[\u0020-\u007e]*$/u;

/** As much of the start of `text` as fits into `cells`, and at least one grapheme, however wide it is. */
function startOfWidth(text: string, cells: number): string {
  const start = text.slice(0, Math.max(1, cells));
  // What stands behind it may belong to its last grapheme. No more is looked at, or each line would cost as much as the text.
  if (ASCII.test(text.slice(0, start.length + 1))) {
    return start;
  }
  let end = 0;
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += displayWidth(segment);
    if (used > cells && end > 0) {
      break;
    }
    end += segment.length;
  }
  return text.slice(0, end);
}
