/** The directions in which the line of a box-drawing character leaves the middle of its cell. */
const ARMS: Readonly<Record<string, string>> = {
  "─": "lr",
  "━": "lr",
  "│": "ud",
  "┃": "ud",
  "┌": "rd",
  "╭": "rd",
  "┐": "ld",
  "╮": "ld",
  "└": "ur",
  "╰": "ur",
  "┘": "ul",
  "╯": "ul",
  "├": "urd",
  "┤": "uld",
  "┬": "lrd",
  "┴": "lru",
  "┼": "lrud",
};

/** Block elements, as the part of the cell that they fill: x, y, width and height in eighths. */
const BLOCKS: Readonly<Record<string, readonly [number, number, number, number]>> = {
  ...Object.fromEntries("▏▎▍▌▋▊▉█".split("").map((text, index) => [text, [0, 0, index + 1, 8]])),
  ...Object.fromEntries(
    "▁▂▃▄▅▆▇".split("").map((text, index) => [text, [0, 7 - index, 8, index + 1]]),
  ),
  "▀": [0, 0, 8, 4],
  "▐": [4, 0, 4, 8],
};

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Whether a character is drawn as a shape. A font draws lines and blocks as high and wide as its own cells, which leaves gaps
 * between ours.
 */
export function isGraphic(text: string): boolean {
  return text in ARMS || text in BLOCKS;
}

/** The paths of one row of graphic characters that stand side by side: lines to be stroked, and areas to be filled. */
export function graphicPaths(
  texts: readonly string[],
  { left, top, width, height }: Box,
): { readonly lines: string; readonly areas: string } {
  let lines = "";
  let areas = "";
  let lineFrom: number | undefined;
  const middle = round(top + height / 2);
  texts.forEach((text, index) => {
    const at = left + index * width;
    const center = at + width / 2;
    const arms = ARMS[text] ?? "";
    if (arms.includes("l") || arms.includes("r")) {
      lineFrom ??= arms.includes("l") ? at : center;
    }
    const ends = arms.includes("r") ? at + width : center;
    const goesOn = arms.includes("r") && (ARMS[texts[index + 1] ?? ""] ?? "").includes("l");
    if (lineFrom !== undefined && !goesOn) {
      lines += `M${round(lineFrom)} ${middle}H${round(ends)}`;
      lineFrom = undefined;
    }
    if (arms.includes("u") || arms.includes("d")) {
      const from = arms.includes("u") ? top : middle;
      lines += `M${round(center)} ${from}V${arms.includes("d") ? top + height : middle}`;
    }
    const [x, y, w, h] = BLOCKS[text] ?? [0, 0, 0, 0];
    if (w > 0) {
      const [blockLeft, blockWidth] = [round(at + (x * width) / 8), round((w * width) / 8)];
      const [blockTop, blockHeight] = [round(top + (y * height) / 8), round((h * height) / 8)];
      areas += `M${blockLeft} ${blockTop}h${blockWidth}v${blockHeight}h${-blockWidth}z`;
    }
  });
  return { lines, areas };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
