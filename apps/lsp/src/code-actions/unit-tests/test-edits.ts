import { type Insertion, withInsertions } from "@hexai/actions";
import type { Position, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import { encodeRange } from "../../protocol/positions.ts";

/** `insertions` into `text`, as the client counts. */
export function testEditsOf(
  text: string,
  insertions: readonly Insertion[],
  encoding: PositionEncoding,
): readonly TextEdit[] {
  return insertions.map(({ at, text: newText }) => {
    const place = placeOf(text, at, encoding);
    return { range: { start: place, end: place }, newText };
  });
}

/** Where the tests begin when all `insertions` are made, as the client counts. The tests are the last of them. */
export function testsPlaceOf(
  text: string,
  insertions: readonly Insertion[],
  encoding: PositionEncoding,
): Position {
  const last = insertions.at(-1) ?? { at: text.length, text: "" };
  const above = insertions
    .slice(0, -1)
    .reduce((length, { text: added }) => length + added.length, 0);
  const blank = last.text.length - last.text.trimStart().length;
  return placeOf(withInsertions(text, insertions), last.at + above + blank, encoding);
}

function placeOf(text: string, offset: number, encoding: PositionEncoding): Position {
  const document = TextDocument.create("", "", 0, text);
  const place = document.positionAt(offset);
  return encodeRange(document, { start: place, end: place }, encoding).start;
}
