import xterm, { type IBufferCell } from "@xterm/headless";

import type { Cell } from "./cell.ts";
import { BACK, FRONT, paletteColor } from "./palette.ts";

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/** The cells of a screen, row by row, that was captured with its colours (`tmux capture-pane -e`). */
export async function cellsOfScreen(
  captured: string,
  { columns, rows }: ScreenSize,
): Promise<readonly (readonly Cell[])[]> {
  const terminal = new xterm.Terminal({
    cols: columns,
    rows,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((resolve) => {
    terminal.write(captured.replace(/\n$/, ""), resolve);
  });
  const { active } = terminal.buffer;
  const cells = Array.from({ length: rows }, (_, row) => {
    const line = active.getLine(row);
    return Array.from({ length: columns }, (__, column) => line?.getCell(column))
      .filter((cell) => cell !== undefined)
      .filter((cell) => cell.getWidth() > 0)
      .map(cellOf);
  });
  terminal.dispose();
  return cells;
}

function cellOf(cell: IBufferCell): Cell {
  const fg = colorOf(cell.isFgRGB(), cell.isFgPalette(), cell.getFgColor());
  const bg = colorOf(cell.isBgRGB(), cell.isBgPalette(), cell.getBgColor());
  const isInverse = cell.isInverse() !== 0;
  const [front, back] = isInverse ? [bg ?? BACK, fg ?? FRONT] : [fg, bg];
  return {
    text: cell.getChars() === "" ? " " : cell.getChars(),
    width: cell.getWidth(),
    ...(front === undefined ? {} : { fg: front }),
    ...(back === undefined ? {} : { bg: back }),
    bold: cell.isBold() !== 0,
    dim: cell.isDim() !== 0,
    italic: cell.isItalic() !== 0,
    underline: cell.isUnderline() !== 0,
  };
}

function colorOf(isRgb: boolean, isPalette: boolean, value: number): string | undefined {
  if (isRgb) {
    return `#${value.toString(16).padStart(6, "0")}`;
  }
  return isPalette ? paletteColor(value) : undefined;
}
