import { describe, it } from "vitest";

import type { Cell } from "./cell.ts";
import { svgOfCells } from "./svg-of-cells.ts";

const CELL_HEIGHT = 18;
const MARGIN = 14;

describe("svgOfCells", () => {
  it("draws a box as lines that meet, with no character of a font", ({ expect }) => {
    const svg = svgOfCells(rowsOf("┌─┐", "│ │", "└─┘"), "box");

    expect(svg).not.toContain("<text");
    expect([...svg.matchAll(/ d="([^"]*)"/gu)].map(([, path]) => path)).toEqual([
      "M18.2 23V32M18.2 23H35M35 23V32",
      "M18.2 32V50",
      "M35 32V50",
      "M18.2 50V59M18.2 59H35M35 50V59",
    ]);
  });

  it("draws blocks as areas, and text beside them as text", ({ expect }) => {
    const svg = svgOfCells(rowsOf("a▌█"), "blocks");

    expect(svg).toContain(">a</text>");
    expect(svg).toContain(' d="M22.4 14h4.2v18h-4.2zM30.8 14h8.4v18h-8.4z"');
  });

  it.for([
    { rows: ["a", " ", " ", " ", "b"], height: 3, why: "one empty line of several" },
    { rows: ["a", "b", " ", " "], height: 2, why: "none at the end" },
    { rows: [" ", "a"], height: 2, why: "one at the start" },
  ])("is as high as its content: $why", ({ rows, height }, { expect }) => {
    const svg = svgOfCells(rowsOf(...rows), "rows");

    expect(svg).toContain(` height="${height * CELL_HEIGHT + 2 * MARGIN}"`);
  });
});

function rowsOf(...lines: readonly string[]): readonly (readonly Cell[])[] {
  const style = { width: 1, bold: false, dim: false, italic: false, underline: false };
  return lines.map((line) => line.split("").map((text) => ({ ...style, text })));
}
