/** Cells, or a share of the whole. */
export interface AskedSize {
  readonly width: string;
  readonly height: string;
}

/** A share that is less than this is no pleasure, so on a small client it becomes more. */
const LEAST = { columns: 72, rows: 18 };

/** The size of a popup with its border, as tmux wants it, on a client of `columns` × `rows` cells. */
export function popupSizeOf(
  { width, height }: AskedSize,
  { columns, rows }: { readonly columns: number; readonly rows: number },
): AskedSize {
  return {
    width: String(lengthOf(width, columns, LEAST.columns)),
    height: String(lengthOf(height, rows, LEAST.rows)),
  };
}

function lengthOf(asked: string, whole: number, least: number): number {
  const number = Number.parseInt(asked, 10);
  const cells = asked.endsWith("%") ? Math.max(Math.floor((whole * number) / 100), least) : number;
  return Math.min(whole, cells);
}
