import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { PositionEncoding } from "./position-encoding.ts";
import { decodeRange } from "./transcode-position.ts";

/** The open documents, kept in step with the client, whose positions are in `encoding()`. */
export function createDocuments(encoding: () => PositionEncoding): TextDocuments<TextDocument> {
  return new TextDocuments<TextDocument>({
    create: (uri, languageId, version, content) =>
      TextDocument.create(uri, languageId, version, content),
    update(document, changes, version) {
      // One after the other: the positions of a change are those of the text that the one before it left.
      for (const change of changes) {
        const decoded =
          "range" in change
            ? { text: change.text, range: decodeRange(document, change.range, encoding()) }
            : change;
        TextDocument.update(document, [decoded], version);
      }
      return document;
    },
  });
}
