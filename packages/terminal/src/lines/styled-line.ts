import { displayWidth } from "../text/display-width.ts";

/** A piece of a line, all in one style. */
export interface StyledSegment {
  readonly text: string;
  readonly color?: "cyan" | "green" | "red" | "yellow" | undefined;
  readonly isDim?: boolean | undefined;
  readonly isBold?: boolean | undefined;
  readonly isInverse?: boolean | undefined;
  /** Whether the terminal's cursor stands on its first cell, for that is where one types: an input method opens there. */
  readonly isCursor?: boolean | undefined;
}

/** One line of a screen, from left to right. */
export type StyledLine = readonly StyledSegment[];

export function lineText(line: StyledLine): string {
  return line.map(({ text }) => text).join("");
}

/** Where the cursor of a screen stands, in cells and lines from its top left corner; `undefined` when nothing is typed anywhere. */
export function cursorOf(
  lines: readonly StyledLine[],
): { readonly x: number; readonly y: number } | undefined {
  for (const [y, line] of lines.entries()) {
    const at = line.findIndex(({ isCursor }) => isCursor === true);
    if (at !== -1) {
      return { x: lineWidth(line.slice(0, at)), y };
    }
  }
  return undefined;
}

/** In display cells. */
export function lineWidth(line: StyledLine): number {
  return line.reduce((cells, { text }) => cells + displayWidth(text), 0);
}
