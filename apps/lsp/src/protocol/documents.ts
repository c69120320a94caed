import { TextDocuments } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import { decodeRange, type PositionEncoding } from "./positions.ts";
import { type DocumentChange, type TextChange, textDifference } from "./text-change.ts";

/**
 * The open documents, kept in step with a client whose positions are in `encoding()`.
 *
 * @param onChange - Called for every `didChange` once the document has its new text. Its changes are no larger than what differs.
 */
export function createDocuments(
  encoding: () => PositionEncoding,
  onChange: (change: DocumentChange) => void = () => undefined,
): TextDocuments<TextDocument> {
  return new TextDocuments<TextDocument>({
    create: (uri, languageId, version, content) =>
      TextDocument.create(textOrEmpty(uri), textOrEmpty(languageId), version, textOrEmpty(content)),
    update(document, changes, version) {
      const { uri, version: versionBefore } = document;
      const before = document.getText();
      const made: TextChange[] = [];
      // One by one, since the positions of a change count in the text that the one before it left.
      for (const change of changes) {
        const text = textOrEmpty(change.text);
        const range =
          "range" in change ? decodeRange(document, change.range, encoding()) : undefined;
        const current = document.getText();
        const start = range ? document.offsetAt(range.start) : 0;
        const end = range ? document.offsetAt(range.end) : current.length;
        // Some clients send whole lines or the whole text for one key. What is the same in both was not touched.
        const inner = textDifference(current.slice(start, end), text);
        made.push({ start: start + inner.start, end: start + inner.end, text: inner.text });
        TextDocument.update(document, [range ? { text, range } : { text }], version);
      }
      const after = document.getText();
      onChange({ uri, version, versionBefore, changes: made, before, after });
      return document;
    },
  });
}

/** All features rely on documents with a text and a URI, so a value that a faulty client leaves out becomes an empty text. */
function textOrEmpty(value: unknown): string {
  return typeof value === "string" ? value : "";
}
