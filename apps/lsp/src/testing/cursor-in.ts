import { TextDocument } from "vscode-languageserver-textdocument";

import type { Place } from "../protocol/cursor.ts";
import { placeAt } from "../protocol/place-at.ts";

export interface PlaceFacts {
  readonly uri?: string;
  readonly languageId?: string;
}

/** The place between two texts. */
export function placeBetween(before: string, after: string, facts: PlaceFacts = {}): Place {
  const { uri = "file:///p/a.ts", languageId = "typescript" } = facts;
  const document = TextDocument.create(uri, languageId, 1, before + after);
  return { ...placeAt(document, document.positionAt(before.length)), offset: before.length };
}

/** The place at the `|` of a text. */
export function placeIn(marked: string, facts: PlaceFacts = {}): Place {
  const at = marked.indexOf("|");
  return placeBetween(marked.slice(0, at), marked.slice(at + 1), facts);
}
