import type {
  ApplyWorkspaceEditParams,
  ApplyWorkspaceEditResult,
  PositionEncodingKind,
  TextDocumentEdit,
  TextEdit,
  VersionedTextDocumentIdentifier,
} from "vscode-languageserver-protocol/node";

import { type EditorDocument, rangeOf, type Span, spanOf } from "./editor-document.ts";

/** Sends a notification to the server. */
export type Notify = (method: string, params: object) => void;

/** The documents of an editor, kept in step with the server. */
export interface Editor {
  open(document: Omit<EditorDocument, "version">, version?: number): void;
  close(uri: string): void;
  /** Puts `newText` in the place of `span`, as a user who types, and tells the server. */
  change(uri: string, span: Span, newText: string): void;
  /** @throws {Error} When no such document is open. */
  document(uri: string): EditorDocument;
  /** Does what the server asks for, or says why not. A document that is at another version is left alone. */
  apply(params: ApplyWorkspaceEditParams): ApplyWorkspaceEditResult;
}

export function createEditor(notify: Notify, encoding: () => PositionEncodingKind): Editor {
  const documents = new Map<string, EditorDocument>();

  function document(uri: string): EditorDocument {
    const found = documents.get(uri);
    if (found === undefined) {
      throw new Error(`${uri} is not open`);
    }
    return found;
  }

  function change(uri: string, span: Span, newText: string): void {
    const { text, version, ...rest } = document(uri);
    const changed = text.slice(0, span.start) + newText + text.slice(span.end);
    documents.set(uri, { ...rest, version: version + 1, text: changed });
    notify("textDocument/didChange", {
      textDocument: { uri, version: version + 1 },
      contentChanges: [{ range: rangeOf(text, span, encoding()), text: newText }],
    });
  }

  return {
    document,
    change,
    open(opened, version = 1) {
      const full = { ...opened, version };
      documents.set(opened.uri, full);
      notify("textDocument/didOpen", { textDocument: full });
    },
    close(uri) {
      documents.delete(uri);
      notify("textDocument/didClose", { textDocument: { uri } });
    },
    apply({ edit }) {
      const edits = textDocumentEditsOf(edit);
      const refused = edits.find(({ textDocument: { uri, version } }) => {
        const open = documents.get(uri);
        return open === undefined || (version !== null && version !== open.version);
      });
      if (refused) {
        return { applied: false, failureReason: `${refused.textDocument.uri} has changed` };
      }
      for (const { textDocument, edits: changes } of edits) {
        const { text } = document(textDocument.uri);
        const spans = changes
          .map((one) => ({ span: spanOf(text, one.range, encoding()), newText: one.newText }))
          .toSorted((a, b) => b.span.start - a.span.start);
        for (const { span, newText } of spans) {
          change(textDocument.uri, span, newText);
        }
      }
      return { applied: true };
    },
  };
}

interface DocumentEdit {
  readonly textDocument: { readonly uri: string; readonly version: number | null };
  readonly edits: readonly TextEdit[];
}

function textDocumentEditsOf({
  changes = {},
  documentChanges,
}: ApplyWorkspaceEditParams["edit"]): readonly DocumentEdit[] {
  if (documentChanges === undefined) {
    return Object.entries(changes).map(([uri, edits]) => ({
      textDocument: { uri, version: null },
      edits,
    }));
  }
  return documentChanges.map((one) => {
    if (!isPlain(one)) {
      throw new Error("The simulated editor knows plain text edits only");
    }
    return one;
  });
}

function isPlain(edit: object): edit is TextDocumentEdit & {
  readonly textDocument: VersionedTextDocumentIdentifier;
  readonly edits: readonly TextEdit[];
} {
  return (
    "edits" in edit && Array.isArray(edit.edits) && edit.edits.every((one) => "newText" in one)
  );
}
