import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import {
  type ApplyWorkspaceEditParams,
  type ApplyWorkspaceEditResult,
  CreateFile,
  type PositionEncodingKind,
  type TextDocumentEdit,
  type TextEdit,
  type VersionedTextDocumentIdentifier,
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
  /**
   * Does what the server asks for, or says why not. A document that is at another version is left alone, and so is a file
   * that is to be created and exists. A file that is to be changed or created is opened; nothing is saved.
   */
  apply(params: ApplyWorkspaceEditParams): ApplyWorkspaceEditResult;
}

export interface EditorOptions {
  /** How a change is reported: by its range, or by the whole text. @default "ranges" */
  readonly reports?: "ranges" | "whole text";
  /** Whether an edit is refused that was computed for another version of a document. @default true */
  readonly checksVersions?: boolean;
  /** Called for each change, the user's and the server's, after it was made. */
  readonly onChange?: (uri: string, span: Span, newText: string) => void;
}

export function createEditor(
  notify: Notify,
  encoding: () => PositionEncodingKind,
  { reports = "ranges", checksVersions = true, onChange }: EditorOptions = {},
): Editor {
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
      contentChanges: [
        reports === "ranges"
          ? { range: rangeOf(text, span, encoding()), text: newText }
          : { text: changed },
      ],
    });
    onChange?.(uri, span, newText);
  }

  function open(opened: Omit<EditorDocument, "version">, version = 1): void {
    const full = { ...opened, version };
    documents.set(opened.uri, full);
    notify("textDocument/didOpen", { textDocument: full });
  }

  function openFromDisk({ uri, version }: DocumentEdit["textDocument"]): void {
    if (version === null && !documents.has(uri) && existsSync(fileURLToPath(uri))) {
      open({ uri, languageId: "plaintext", text: readFileSync(fileURLToPath(uri), "utf8") });
    }
  }

  return {
    document,
    change,
    open,
    close(uri) {
      documents.delete(uri);
      notify("textDocument/didClose", { textDocument: { uri } });
    },
    apply({ edit }) {
      const created = createdBy(edit);
      const edits = textDocumentEditsOf(edit);
      const present = created.find((uri) => documents.has(uri) || existsSync(fileURLToPath(uri)));
      if (present !== undefined) {
        return { applied: false, failureReason: `${present} exists` };
      }
      for (const uri of created) {
        open({ uri, languageId: "plaintext", text: "" });
      }
      for (const { textDocument } of edits) {
        openFromDisk(textDocument);
      }
      const refused = edits.find(({ textDocument: { uri, version } }) => {
        const current = documents.get(uri);
        const isOutdated = checksVersions && version !== null && version !== current?.version;
        return current === undefined || isOutdated;
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
  return documentChanges
    .filter((one) => !CreateFile.is(one))
    .map((one) => {
      if (!isPlain(one)) {
        throw new Error(
          "The simulated editor creates files and edits plain text, and nothing else",
        );
      }
      return one;
    });
}

function createdBy({ documentChanges = [] }: ApplyWorkspaceEditParams["edit"]): readonly string[] {
  return documentChanges.filter((one) => CreateFile.is(one)).map(({ uri }) => uri);
}

function isPlain(edit: object): edit is TextDocumentEdit & {
  readonly textDocument: VersionedTextDocumentIdentifier;
  readonly edits: readonly TextEdit[];
} {
  return (
    "edits" in edit && Array.isArray(edit.edits) && edit.edits.every((one) => "newText" in one)
  );
}
