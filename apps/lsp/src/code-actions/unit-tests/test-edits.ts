import { type Insertion, withInsertions } from "@hexai/actions";
import type { Position, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import { encodeRange, type PositionEncoding } from "../../protocol/positions.ts";

/** The edits that make `insertions` in `text`, in the client's encoding. */
export function testEditsOf(
  text: string,
  insertions: readonly Insertion[],
  encoding: PositionEncoding,
): readonly TextEdit[] {
  return insertions.map(({ at, text: newText }) => {
    const position = positionAt(text, at, encoding);
    return { range: { start: position, end: position }, newText };
  });
}

/** Where the tests begin once all `insertions` are made, in the client's encoding. The tests are the last of them. */
export function testsPosition(
  text: string,
  insertions: readonly Insertion[],
  encoding: PositionEncoding,
): Position {
  const last = insertions.at(-1) ?? { at: text.length, text: "" };
  const above = insertions
    .slice(0, -1)
    .reduce((length, { text: added }) => length + added.length, 0);
  const blank = last.text.length - last.text.trimStart().length;
  return positionAt(withInsertions(text, insertions), last.at + above + blank, encoding);
}

function positionAt(text: string, offset: number, encoding: PositionEncoding): Position {
  const document = TextDocument.create("", "", 0, text);
  const position = document.positionAt(offset);
  return encodeRange(document, { start: position, end: position }, encoding).start;
}
