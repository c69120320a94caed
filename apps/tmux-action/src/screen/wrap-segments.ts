import { cellsOf, startOfCells } from "./text-cells.ts";

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
      const text = startOfCells(rest, room);
      if (cellsOf(text) > room && room < width) {
        lines.push([]);
        room = width;
        continue;
      }
      lines.at(-1)?.push({ ...piece, text });
      room -= cellsOf(text);
      rest = rest.slice(text.length);
    }
  }
  return lines;
}
