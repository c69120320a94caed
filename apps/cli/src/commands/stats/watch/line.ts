import stringWidth from "fast-string-width";

/** A piece of a line, all in one style. */
interface Segment {
  readonly text: string;
  readonly color?: "cyan" | "green" | "red" | "yellow";
  readonly isDim?: boolean;
  readonly isBold?: boolean;
}

/** One line of a screen, from left to right. */
export type Line = readonly Segment[];

export function widthOf(line: Line): number {
  return stringWidth(textOf(line));
}

export function textOf(line: Line): string {
  return line.map(({ text }) => text).join("");
}
