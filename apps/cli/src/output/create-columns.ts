import { displayWidth, padEndToWidth, sanitizeText, truncateToWidth } from "@hexai/terminal/text";
import { wrapAnsi } from "fast-wrap-ansi";

import type { AnswerWriter } from "./answer-writer.ts";
import type { AnswersView } from "./answers-view.ts";
import type { Output } from "./terminal.ts";

/** Narrower columns cannot be read. */
const NARROWEST_COLUMN = 24;

const GAP = " │ ";
const REDRAW_MS = 80;

/** It precedes the text, because after a line that fills the window it would erase the last character. */
const ERASE_LINE = "\r\u001b[K";

/** Never used in the first row of the screen, because tmux takes that for a cleared screen and keeps a copy of it. */
const ERASE_BELOW = "\u001b[J";

/** Whether so many columns can be read side by side. */
export function fitsColumns(out: Output, count: number): boolean {
  return out.isTerminal && out.canErase && columnWidth(out, count) >= NARROWEST_COLUMN;
}

/**
 * Shows answers side by side while they stream. Rows that are filled in every column are written for good and
 * scroll away as other output does; only the rows below them are redrawn. They include what a writer holds back. A
 * resized window changes the width of what is not written yet.
 *
 * @param names - Safe for a terminal, one line each.
 * @param createWriter - Makes the writer of one answer on the output of its column.
 */
export function createColumns(
  out: Output,
  names: readonly string[],
  createWriter: (column: Output) => AnswerWriter,
): AnswersView {
  const count = names.length;
  let width = columnWidth(out, count);
  let drawnWidths: readonly number[] = [];
  let written = 0;
  let isChanged = true;

  const columns = names.map((name): Column => {
    const title = truncateToWidth(name, width);
    return { rows: [title, "─".repeat(width)], tail: "", isOver: false };
  });
  const writers = columns.map((column) => createWriter(toOutput(column)));
  const timer = setInterval(draw, REDRAW_MS);
  const work: Promise<void>[] = [];

  function toOutput(column: Column): Output {
    return {
      ...out,
      columns: () => width,
      write(text) {
        const [first = "", ...others] = expandTabs(text).split("\n");
        column.tail += first;
        for (const line of others) {
          column.rows.push(...wrap(column.tail, width));
          column.tail = line;
        }
        isChanged = true;
      },
    };
  }

  /** As much of it as a screen can show. */
  function heldText(writer: AnswerWriter | undefined): string {
    return expandTabs((writer?.held() ?? "").slice(-width * out.rows()));
  }

  function draw(): void {
    const newWidth = columnWidth(out, count);
    if (newWidth !== width) {
      width = newWidth;
      for (const column of columns) {
        const rows = column.rows.slice(written).flatMap((row) => wrap(row, width));
        column.rows.splice(written, Infinity, ...rows);
      }
      isChanged = true;
    }
    if (isChanged) {
      isChanged = false;
      redraw();
    }
  }

  function redraw(): void {
    const shown = columns.map(({ rows, tail, isOver }, index) => {
      const text = tail + heldText(writers[index]);
      const last = text.trim() === "" ? [] : wrap(text.replace(/\n+$/u, ""), width);
      const isWithinLine = text !== "" && !text.endsWith("\n");
      return [...rows, ...last, ...(isOver || isWithinLine ? [] : ["…"])];
    });
    const height = Math.max(...shown.map(({ length }) => length));
    const certain = Math.min(...columns.map(({ rows, isOver }) => (isOver ? height : rows.length)));
    const lineAt = (at: number): string =>
      shown
        .map((rows) => padEndToWidth(rows[at] ?? "", width))
        .join(GAP)
        .trimEnd();
    const linesFrom = (from: number, to: number): readonly string[] =>
      Array.from({ length: Math.max(0, to - from) }, (_, index) => lineAt(from + index));
    const forGood = linesFrom(written, certain);
    // A row above the screen cannot be redrawn, so what does not fit below the first row waits until it is final.
    const live = linesFrom(Math.max(certain, height - Math.max(0, out.rows() - 2)), height);
    const lines = [...forGood, ...live].map((line) => `${ERASE_LINE}${line}\n`);
    out.write(moveUp(drawnWidths, out.columns()) + lines.join("") + ERASE_BELOW);
    drawnWidths = live.map((line) => displayWidth(line));
    written = certain;
  }

  return {
    write(index, delta) {
      writers[index]?.write(delta);
      isChanged = true;
    },
    end(index, failure) {
      const finish = async (): Promise<void> => {
        const column = columns[index];
        await writers[index]?.end();
        if (column !== undefined && failure !== undefined) {
          toOutput(column).write(`✗ ${sanitizeText(failure)}\n`);
        }
        if (column !== undefined) {
          column.isOver = true;
          isChanged = true;
        }
      };
      work.push(finish());
    },
    async close() {
      try {
        await Promise.all(work);
      } finally {
        clearInterval(timer);
      }
      draw();
    },
  };
}

interface Column {
  /** Whole rows, wrapped. */
  readonly rows: string[];
  /** The beginning of a line. */
  tail: string;
  isOver: boolean;
}

function columnWidth(out: Output, count: number): number {
  return Math.max(1, Math.floor((out.columns() - GAP.length * (count - 1)) / count));
}

function expandTabs(text: string): string {
  return text.replaceAll("\t", "    ");
}

function wrap(text: string, width: number): string[] {
  return wrapAnsi(text, width, { hard: true, trim: false }).split("\n");
}

/** Moves to the beginning of what was drawn. In a window that became narrower a line takes several rows. */
function moveUp(widths: readonly number[], columns: number): string {
  const lines = widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
  return lines === 0 ? "" : `\u001b[${lines}A`;
}
