import { cellsOf } from "./text-cells.ts";

/** A piece of a line, all in one style. */
export interface Segment {
  readonly text: string;
  readonly color?: "cyan" | "green" | "red" | "yellow" | undefined;
  readonly isDim?: boolean | undefined;
  readonly isBold?: boolean | undefined;
  readonly isInverse?: boolean | undefined;
}

/** One line of the screen, from left to right. */
export type ScreenLine = readonly Segment[];

export interface Size {
  /** In display cells. */
  readonly columns: number;
  readonly rows: number;
}

/** Free cells on both sides of a text. */
export const MARGIN = 1;
/** In place of lines that there is no room for. */
export const MORE = "⋯";

export function indented(segment: Segment): ScreenLine {
  return [{ text: " ".repeat(MARGIN) }, segment];
}

export function widthOf(line: ScreenLine): number {
  return line.reduce((cells, { text }) => cells + cellsOf(text), 0);
}

export function textOf(line: ScreenLine): string {
  return line.map(({ text }) => text).join("");
}
