import type { Position } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Place } from "./cursor.ts";

/** @param position - In the UTF-16 code units of `document`. */
export function placeAt(document: TextDocument, position: Position): Place {
  const { uri, languageId } = document;
  const offset = document.offsetAt(position);
  return { uri, languageId, text: document.getText(), offset, line: position.line };
}
