import type { Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "./position-encoding.ts";

/**
 * A range as the client counts, in the UTF-16 code units of `document`.
 *
 * A position behind the end of its line is that end, one behind the last line is the end of the document,
 * and one inside a character is that character's beginning. Only the lines of the range are looked at.
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

/** A position as the client counts, in the UTF-16 code units of `document`. Otherwise as `decodeRange`. */
export function decodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  if (line >= document.lineCount) {
    return document.positionAt(document.getText().length);
  }
  const text = lineOf(document, line);
  return { line, character: unitsOf(text, character, encoding) };
}

function encodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  return { line, character: widthOf(lineOf(document, line).slice(0, character), encoding) };
}

/** How a client that counts in `encoding` measures `text`. A lone surrogate is three bytes, as the character it is sent as. */
export function widthOf(text: string, encoding: PositionEncoding): number {
  if (encoding === "utf-16") {
    return text.length;
  }
  let width = 0;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) {
    width += widthAt(text, at, encoding);
  }
  return width;
}

/** How many UTF-16 code units of `text` are before `character`, a whole number of characters. */
function unitsOf(text: string, character: number, encoding: PositionEncoding): number {
  if (encoding === "utf-16") {
    const units = Math.min(character, text.length);
    return units > 0 && unitsAt(text, units - 1) === 2 ? units - 1 : units;
  }
  let width = 0;
  let at = 0;
  while (at < text.length) {
    width += widthAt(text, at, encoding);
    if (width > character) {
      break;
    }
    at += unitsAt(text, at);
  }
  return at;
}

/** The text of a line without its line break. */
function lineOf(document: TextDocument, line: number): string {
  const start = { line, character: 0 };
  return document.getText({ start, end: { line, character: Number.MAX_SAFE_INTEGER } });
}

function unitsAt(text: string, at: number): 1 | 2 {
  return (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

function widthAt(text: string, at: number, encoding: "utf-8" | "utf-32"): number {
  if (encoding === "utf-32") {
    return 1;
  }
  const code = text.codePointAt(at) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
