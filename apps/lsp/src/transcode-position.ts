import type { Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "./position-encoding.ts";

/**
 * A range as the client counts, in the UTF-16 code units of `document`.
 *
 * A position behind the end of its line is that end, one behind the last line is the end of the document,
 * and one inside a character is that character's beginning.
 */
export function decodeRange(
  document: TextDocument,
  { start, end }: Range,
  encoding: PositionEncoding,
): Range {
  return {
    start: decodePosition(document, start, encoding),
    end: decodePosition(document, end, encoding),
  };
}

/** A range in the UTF-16 code units of `document`, as the client counts. */
export function encodeRange(
  document: TextDocument,
  { start, end }: Range,
  encoding: PositionEncoding,
): Range {
  return {
    start: encodePosition(document, start, encoding),
    end: encodePosition(document, end, encoding),
  };
}

function decodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  if (line >= document.lineCount) {
    return document.positionAt(document.getText().length);
  }
  const text = lineOf(document, line);
  let units = 0;
  let counted = 0;
  for (const symbol of text) {
    counted += widthOf(symbol, encoding);
    if (counted > character) {
      break;
    }
    units += symbol.length;
  }
  return { line, character: units };
}

function encodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  let counted = 0;
  for (const symbol of lineOf(document, line).slice(0, character)) {
    counted += widthOf(symbol, encoding);
  }
  return { line, character: counted };
}

/** The text of a line without its line break. */
function lineOf(document: TextDocument, line: number): string {
  const text = document.getText({
    start: { line, character: 0 },
    end: { line: line + 1, character: 0 },
  });
  return text.replace(/[\r\n]+$/, "");
}

/** Width of one code point. A lone surrogate is three bytes, as the replacement character that it is sent as. */
function widthOf(symbol: string, encoding: PositionEncoding): number {
  if (encoding === "utf-32") {
    return 1;
  }
  if (encoding === "utf-16") {
    return symbol.length;
  }
  const code = symbol.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
