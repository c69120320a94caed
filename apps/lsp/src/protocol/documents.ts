import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "./position-encoding.ts";
import { decodeRange } from "./positions.ts";
import type { DocumentChange, TextChange } from "./text-change.ts";

/**
 * The open documents, kept in step with the client, whose positions are in `encoding()`.
 *
 * @param onChange - Told of every `didChange`, when the document is as it says.
 */
export function createDocuments(
  encoding: () => PositionEncoding,
  onChange: (change: DocumentChange) => void = () => undefined,
): TextDocuments<TextDocument> {
  return new TextDocuments<TextDocument>({
    create: (uri, languageId, version, content) =>
      TextDocument.create(textIn(uri), textIn(languageId), version, textIn(content)),
    update(document, changes, version) {
      const { uri, version: versionBefore } = document;
      const before = document.getText();
      const made: TextChange[] = [];
      // One after the other: the positions of a change are those of the text that the one before it left.
      for (const change of changes) {
        const text = textIn(change.text);
        const range =
          "range" in change ? decodeRange(document, change.range, encoding()) : undefined;
        made.push({
          start: range ? document.offsetAt(range.start) : 0,
          end: range ? document.offsetAt(range.end) : document.getText().length,
          text,
        });
        TextDocument.update(document, [range ? { text, range } : { text }], version);
      }
      const after = document.getText();
      onChange({ uri, version, versionBefore, changes: made, before, after });
      return document;
    },
  });
}

/** What a client that does not keep to the protocol leaves out is nothing: everybody relies on documents that have a text and a name. */
function textIn(said: unknown): string {
  return typeof said === "string" ? said : "";
}
