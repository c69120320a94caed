import type { ClientCapabilities, InitializeParams, Position, Range } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import { type Cursor, lineBefore } from "./cursor.ts";

/** The unit in which a position's `character` counts. */
export type PositionEncoding = "utf-8" | "utf-16" | "utf-32";

/**
 * The first encoding of the client's list that the server supports. Without a list it is UTF-16, the protocol's default, except
 * for clients that are known to count characters all the same.
 */
export function negotiateEncoding(
  { general }: ClientCapabilities,
  clientInfo?: InitializeParams["clientInfo"],
): PositionEncoding {
  const { positionEncodings } = general ?? {};
  const countsCharacters =
    positionEncodings === undefined && CHARACTER_COUNTERS.has(clientInfo?.name.toLowerCase() ?? "");
  return positionEncodings?.find(isSupported) ?? (countsCharacters ? "utf-32" : "utf-16");
}

/** vim-lsp, and lsp-mode, which gives the name of Emacs and negotiates from version 9 on. */
const CHARACTER_COUNTERS: ReadonlySet<string> = new Set(["vim-lsp", "emacs"]);

function isSupported(encoding: string): encoding is PositionEncoding {
  return encoding === "utf-8" || encoding === "utf-16" || encoding === "utf-32";
}

/**
 * Converts a range from the client's encoding to the UTF-16 code units of `document`.
 *
 * A position behind the end of its line becomes that end, one behind the last line becomes the end of the document, and one
 * inside a character becomes that character's beginning. Only the lines of the range are read.
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

/** Converts a range from the UTF-16 code units of `document` to the client's encoding. */
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

/** Converts a position from the client's encoding, as `decodeRange` does. */
export function decodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  if (line >= document.lineCount) {
    return document.positionAt(document.getText().length);
  }
  const text = lineOf(document, line);
  return { line, character: unitsBefore(text, character, encoding) };
}

function encodePosition(
  document: TextDocument,
  { line, character }: Position,
  encoding: PositionEncoding,
): Position {
  return { line, character: widthOf(lineOf(document, line).slice(0, character), encoding) };
}

/** The range from `length` UTF-16 code units before the cursor to the cursor, on one line, in the client's encoding. */
export function rangeBefore(cursor: Cursor, length: number, encoding: PositionEncoding): Range {
  const before = lineBefore(cursor);
  const start = widthOf(before.slice(0, before.length - length), encoding);
  return {
    start: { line: cursor.line, character: start },
    end: { line: cursor.line, character: widthOf(before, encoding) },
  };
}

/** The length of `text` in the units of `encoding`. A lone surrogate counts three bytes, like the character it is sent as. */
function widthOf(text: string, encoding: PositionEncoding): number {
  if (encoding === "utf-16") {
    return text.length;
  }
  let width = 0;
  for (let at = 0; at < text.length; at += unitsAt(text, at)) {
    width += widthAt(text, at, encoding);
  }
  return width;
}

/** How many UTF-16 code units of `text` are before `character`, rounded down to a whole character. */
function unitsBefore(text: string, character: number, encoding: PositionEncoding): number {
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
