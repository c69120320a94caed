import { displayWidth } from "../text/display-width.ts";

/** A piece of a line, all in one style. */
export interface StyledSegment {
  readonly text: string;
  readonly color?: "cyan" | "green" | "red" | "yellow" | undefined;
  readonly isDim?: boolean | undefined;
  readonly isBold?: boolean | undefined;
  readonly isInverse?: boolean | undefined;
}

/** One line of a screen, from left to right. */
export type StyledLine = readonly StyledSegment[];

export function lineText(line: StyledLine): string {
  return line.map(({ text }) => text).join("");
}

/** In display cells. */
export function lineWidth(line: StyledLine): number {
  return line.reduce((cells, { text }) => cells + displayWidth(text), 0);
}
