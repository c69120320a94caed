import { displayWidth } from "@hexai/terminal/text";

import type { Output } from "../../../output/terminal.ts";
import { editorRows, sentRows } from "./editor-rows.ts";
import type { EditorState } from "./editor-state.ts";

/** Draws a text while it is written, below what is on the screen. */
export interface EditorPainter {
  /** Draws the text in the place of what was drawn before. */
  paint(state: EditorState): void;
  /** Takes the drawing away. */
  erase(): void;
  /** Leaves the text on the screen as it was sent. */
  finish(text: string): void;
}

const ERASE_BELOW = "\u001b[J";

export function createEditorPainter(out: Output): EditorPainter {
  /** The widths of the rows above the cursor, and the cell in which the cursor is. */
  let drawn: { readonly widths: readonly number[]; readonly column: number } | undefined;

  /** To the beginning of the drawing. In a window that became narrower a row takes several. */
  function toStart(): string {
    if (drawn === undefined) {
      return "";
    }
    const columns = out.columns();
    const above = drawn.widths.reduce(
      (sum, width) => sum + Math.max(1, Math.ceil(width / columns)),
      Math.floor(drawn.column / columns),
    );
    return above === 0 ? "\r" : `\u001b[${above}A\r`;
  }

  return {
    paint(state) {
      const { rows, row, column } = editorRows(state, out.columns(), out.rows());
      const up = rows.length - 1 - row;
      const right = column === 0 ? "" : `\u001b[${column}C`;
      const toCursor = `${up === 0 ? "" : `\u001b[${up}A`}\r${right}`;
      out.write(toStart() + ERASE_BELOW + rows.join("\n") + toCursor);
      drawn = { widths: rows.slice(0, row).map((text) => displayWidth(text)), column };
    },
    erase() {
      out.write(toStart() + ERASE_BELOW);
      drawn = undefined;
    },
    finish(text) {
      const rows = sentRows(text, out.columns());
      out.write(`${toStart()}${ERASE_BELOW}${rows.join("\n")}\n`);
      drawn = undefined;
    },
  };
}
