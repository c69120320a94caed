import type { Position, PositionEncodingKind, Range } from "vscode-languageserver-protocol/node";

/** A document as the editor holds it. */
export interface EditorDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** A part of a text, in UTF-16 code units from its beginning, as JavaScript counts. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function rangeOf(text: string, { start, end }: Span, encoding: PositionEncodingKind): Range {
  return { start: positionOf(text, start, encoding), end: positionOf(text, end, encoding) };
}

export function spanOf(text: string, { start, end }: Range, encoding: PositionEncodingKind): Span {
  return { start: offsetOf(text, start, encoding), end: offsetOf(text, end, encoding) };
}

function positionOf(text: string, offset: number, encoding: PositionEncodingKind): Position {
  const lines = linesOf(text.slice(0, offset));
  return { line: lines.length - 1, character: lengthOf(lines.at(-1) ?? "", encoding) };
}

function offsetOf(text: string, position: Position, encoding: PositionEncodingKind): number {
  const lines = linesOf(text);
  const above = lines.slice(0, position.line).join("").length;
  const line = lines[position.line]?.replace(/[\r\n]+$/, "") ?? "";
  let offset = 0;
  while (lengthOf(line.slice(0, offset), encoding) < position.character && offset < line.length) {
    offset += (line.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return above + offset;
}

/** The lines with their line breaks; the last one has none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  return /[\r\n]$/.test(text) ? [...lines, ""] : lines;
}

function lengthOf(text: string, encoding: PositionEncodingKind): number {
  switch (encoding) {
    case "utf-8":
      return Buffer.byteLength(text);
    case "utf-32":
      return Array.from(text).length;
    default:
      return text.length;
  }
}
