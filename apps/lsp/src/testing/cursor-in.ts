import { TextDocument } from "vscode-languageserver-textdocument";

import type { Cursor } from "../protocol/cursor.ts";
import { cursorAt } from "../protocol/cursor.ts";

export interface CursorFacts {
  readonly uri?: string;
  readonly languageId?: string;
}

/** The cursor between two texts. */
export function cursorBetween(before: string, after: string, facts: CursorFacts = {}): Cursor {
  const { uri = "file:///p/a.ts", languageId = "typescript" } = facts;
  const document = TextDocument.create(uri, languageId, 1, before + after);
  return { ...cursorAt(document, document.positionAt(before.length)), offset: before.length };
}

/** The cursor at the `|` of a text. */
export function cursorIn(marked: string, facts: CursorFacts = {}): Cursor {
  const at = marked.indexOf("|");
  return cursorBetween(marked.slice(0, at), marked.slice(at + 1), facts);
}
