import type { Cell } from "./cell.ts";
import { graphicPaths, isGraphic } from "./graphic-cells.ts";
import { BACK, FRONT } from "./palette.ts";

const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 18;
const MARGIN = 14;

/**
 * A picture of a screen, in SVG. Every run of text is as wide as its cells, whatever font the reader has. Of empty lines that follow
 * one another it has one, and none at the end.
 */
export function svgOfCells(screen: readonly (readonly Cell[])[], title: string): string {
  const rows = tightened(screen);
  const columns = Math.max(...rows.map(widthOf));
  const width = round(columns * CELL_WIDTH + 2 * MARGIN);
  const height = rows.length * CELL_HEIGHT + 2 * MARGIN;
  const lines = rows.flatMap((row, index) => lineOf(row, MARGIN + index * CELL_HEIGHT));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title>${escaped(title)}</title>`,
    `<style>text{font:14px ui-monospace,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:${FRONT};white-space:pre}</style>`,
    `<rect width="${width}" height="${height}" rx="8" fill="${BACK}"/>`,
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

function tightened(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const last = rows.findLastIndex((row) => !isEmpty(row));
  return rows.slice(0, last + 1).filter((row, index) => {
    const before = rows[index - 1];
    return !isEmpty(row) || before === undefined || !isEmpty(before);
  });
}

function isEmpty(row: readonly Cell[]): boolean {
  return row.every(
    ({ text, bg, underline }) => text.trim() === "" && bg === undefined && !underline,
  );
}

interface Run {
  readonly cells: readonly Cell[];
  /** In cells from the left. */
  readonly at: number;
}

function lineOf(row: readonly Cell[], top: number): readonly string[] {
  const runs = runsOf(row);
  return [
    ...runs.flatMap((run) => backgroundOf(run, top)),
    ...runs.flatMap((run) =>
      run.cells.some(({ text }) => isGraphic(text)) ? graphicOf(run, top) : textOf(run, top + 13),
    ),
  ];
}

function runsOf(row: readonly Cell[]): readonly Run[] {
  const runs: { cells: Cell[]; at: number }[] = [];
  let at = 0;
  for (const cell of row) {
    const last = runs.at(-1);
    if (last?.cells[0] !== undefined && isAlike(last.cells[0], cell)) {
      last.cells.push(cell);
    } else {
      runs.push({ cells: [cell], at });
    }
    at += cell.width;
  }
  return runs;
}

/** Wide characters stand alone, since fonts disagree about them. */
function isAlike(one: Cell, other: Cell): boolean {
  return (
    one.width === 1 &&
    other.width === 1 &&
    isGraphic(one.text) === isGraphic(other.text) &&
    one.fg === other.fg &&
    one.bg === other.bg &&
    one.bold === other.bold &&
    one.dim === other.dim &&
    one.italic === other.italic &&
    one.underline === other.underline
  );
}

function backgroundOf({ cells, at }: Run, top: number): readonly string[] {
  const bg = cells[0]?.bg;
  return bg === undefined
    ? []
    : [
        `<rect x="${leftOf(at)}" y="${top}" width="${round(widthOf(cells) * CELL_WIDTH)}" height="${CELL_HEIGHT}" fill="${bg}" shape-rendering="crispEdges"/>`,
      ];
}

function graphicOf({ cells, at }: Run, top: number): readonly string[] {
  const box = { left: MARGIN + at * CELL_WIDTH, top, width: CELL_WIDTH, height: CELL_HEIGHT };
  const texts = cells.map(({ text }) => text);
  const { lines, areas } = graphicPaths(texts, box);
  const color = cells[0]?.fg ?? FRONT;
  const opacity = cells[0]?.dim === true ? ' opacity=".6"' : "";
  const common = `shape-rendering="crispEdges"${opacity}`;
  return [
    ...(lines === "" ? [] : [`<path d="${lines}" stroke="${color}" fill="none" ${common}/>`]),
    ...(areas === "" ? [] : [`<path d="${areas}" fill="${color}" ${common}/>`]),
  ];
}

function textOf({ cells, at }: Run, base: number): readonly string[] {
  const text = cells.map((cell) => cell.text).join("");
  const [first] = cells;
  if (first === undefined || (text.trim() === "" && !first.underline)) {
    return [];
  }
  const style = [
    ...(first.fg === undefined ? [] : [`fill:${first.fg}`]),
    ...(first.bold ? ["font-weight:bold"] : []),
    ...(first.italic ? ["font-style:italic"] : []),
    ...(first.underline ? ["text-decoration:underline"] : []),
    ...(first.dim ? ["opacity:.6"] : []),
  ].join(";");
  const attributes = [
    `x="${leftOf(at)}" y="${base}" textLength="${round(widthOf(cells) * CELL_WIDTH)}" lengthAdjust="spacingAndGlyphs"`,
    ...(style === "" ? [] : [`style="${style}"`]),
  ];
  return [`<text xml:space="preserve" ${attributes.join(" ")}>${escaped(text)}</text>`];
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function leftOf(cells: number): number {
  return round(MARGIN + cells * CELL_WIDTH);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
