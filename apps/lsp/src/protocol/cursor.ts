import type { Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

/** A cursor and the document around it, as they were at one moment. */
export interface Cursor {
  readonly uri: string;
  readonly languageId: string;
  /** The whole document. */
  readonly text: string;
  /** The cursor's offset in `text`, in UTF-16 code units. */
  readonly offset: number;
  /** The cursor's line, from 0. */
  readonly line: number;
}

/** @param position - In the UTF-16 code units of `document`. */
export function cursorAt(document: TextDocument, position: Position): Cursor {
  const { uri, languageId } = document;
  const offset = document.offsetAt(position);
  return { uri, languageId, text: document.getText(), offset, line: position.line };
}

/** The text of the cursor's line before the cursor. */
export function lineBefore({ text, offset }: Cursor): string {
  return text.slice(lineStart(text, offset), offset);
}

/** The text of the cursor's line after the cursor, without the line break. */
export function lineAfter({ text, offset }: Cursor): string {
  return text.slice(offset, lineEnd(text, offset));
}

/** Where the line of `offset` begins. */
export function lineStart(text: string, offset: number): number {
  const lineFeed = offset === 0 ? -1 : text.lastIndexOf("\n", offset - 1);
  const start = lineFeed + 1;
  return start + text.slice(start, offset).lastIndexOf("\r") + 1;
}

/** Where the line of `offset` ends: at its line break or at the end of the text. */
export function lineEnd(text: string, offset: number): number {
  const lineFeed = text.indexOf("\n", offset);
  const end = lineFeed === -1 ? text.length : lineFeed;
  const carriageReturn = text.slice(offset, end).indexOf("\r");
  return carriageReturn === -1 ? end : offset + carriageReturn;
}

/** The line break that the document uses near the cursor. */
export function lineBreakOf({ text, offset }: Cursor): "\n" | "\r\n" {
  const above = text.lastIndexOf("\n", offset - 1);
  const lineFeed = offset > 0 && above !== -1 ? above : text.indexOf("\n", offset);
  return lineFeed > 0 && text[lineFeed - 1] === "\r" ? "\r\n" : "\n";
}

/** The first line below the cursor's that is not blank; undefined when `NEXT_LINE_REACH` has none. */
export function nextLine({ text, offset }: Cursor): string | undefined {
  const below = text.slice(offset, offset + NEXT_LINE_REACH);
  const [, ...lines] = below.split(/\r?\n/u);
  return lines.find((line) => line.trim() !== "");
}

/** How far below the cursor the next line is searched, in UTF-16 code units. */
const NEXT_LINE_REACH = 2_000;
