import type { Disposable, Event, TextDocuments, TextEdit } from "vscode-languageserver";
import { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "../clock/clock.ts";
import { type ApplyEdit, refusedProblem } from "../protocol/apply-edit.ts";
import { encodeRange, type PositionEncoding } from "../protocol/positions.ts";
import { applyChanges, type DocumentChange, type TextChange } from "../protocol/text-change.ts";
import { type EditAnchor, tagAnchor } from "./edit-anchor.ts";

export type WriteResult =
  | { readonly type: "written" }
  /**
   * The user has removed the place of the text, or closed the document. The message is for the user; there is none when the user
   * has deleted the place, which is how a user stops an answer.
   */
  | { readonly type: "removed"; readonly message: string | undefined }
  /** The place of the text is lost, or the editor refused the edit. The message is for the user. */
  | { readonly type: "failed"; readonly message: string };

/** A text that is written into a document edit by edit. */
export interface StreamedEdit extends Disposable {
  /** Aborted as soon as the user has removed the place of the text. */
  readonly removed: AbortSignal;
  /** What to tell the user when the place has been removed, if anything. */
  removedMessage(): string | undefined;
  /**
   * Writes on, and resolves when the client has applied the edit. Only one call at a time.
   *
   * @param isLast - No further call follows, so the client need not confirm the new text.
   */
  write(addition: string, isLast: boolean): Promise<WriteResult>;
}

export interface StreamedEditOptions {
  readonly uri: string;
  /** Shown by clients in their undo list. */
  readonly label: string;
  readonly documents: Pick<TextDocuments<TextDocument>, "get" | "onDidClose">;
  readonly onChange: Event<DocumentChange>;
  readonly applyEdit: ApplyEdit;
  readonly encoding: PositionEncoding;
  /** As in `ClientProfile`. @default true */
  readonly keepsOrder?: boolean;
  readonly clock: Clock;
}

/** How often an edit is tried again because the user changed the document first. */
const MAX_TRIES = 20;

/** How long the client may take to report a change, in milliseconds. */
const CHANGE_TIMEOUT_MS = 5_000;

/** An edit that was sent, and the document as it will be when the client has applied it. */
interface SentEdit {
  readonly expected: string;
  readonly anchor: EditAnchor;
}

/** Rebases `start` on all changes of its document. The caller must `dispose()` it. */
export function createStreamedEdit(start: EditAnchor, options: StreamedEditOptions): StreamedEdit {
  const { uri, label, documents, onChange, applyEdit, encoding, clock } = options;
  const { keepsOrder = true } = options;
  const removed = new AbortController();
  let anchor: EditAnchor | undefined = start;
  let sent: SentEdit | undefined;
  let notifyChange: (() => void) | undefined;
  let removal: string | undefined;

  function remove(message: string | undefined): void {
    anchor = undefined;
    removal = message;
    removed.abort();
  }

  const listeners = [
    onChange((change) => {
      if (change.uri !== uri) {
        return;
      }
      if (sent !== undefined && change.after === sent.expected) {
        ({ anchor } = sent);
        sent = undefined;
      } else {
        for (const one of change.changes) {
          const rebased = anchor?.rebased(one);
          if (anchor !== undefined && rebased === undefined) {
            remove(one.text === "" ? undefined : REPLACED);
          }
          anchor = rebased;
        }
      }
      notifyChange?.();
    }),
    documents.onDidClose(({ document }) => {
      if (document.uri === uri) {
        remove(CLOSED);
        notifyChange?.();
      }
    }),
  ];

  /** Resolves at the next change of the document, or after `CHANGE_TIMEOUT_MS`. */
  function nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const cancelTimeout = clock.after(CHANGE_TIMEOUT_MS, resolve);
      notifyChange = () => {
        cancelTimeout();
        resolve();
      };
    });
  }

  /** @returns `undefined` when the edit must be tried again. */
  async function tryWrite(
    document: TextDocument,
    current: EditAnchor,
    addition: string,
    isLast: boolean,
  ): Promise<WriteResult | undefined> {
    const text = document.getText();
    const { version } = document;
    const { edits, thenEdit, anchor: next } = current.nextEdits(text, addition);
    const edited = applyChanges(text, edits.toReversed());
    const thenEdits = thenEdit === undefined || !keepsOrder ? [] : [thenEdit];
    const isApart = thenEdit !== undefined && !keepsOrder;
    const edit = {
      expected: applyChanges(edited, thenEdits),
      anchor: isApart ? tagAnchor(thenEdit) : next,
    };
    sent = edit;
    const between = TextDocument.create(uri, document.languageId, version, edited);
    const result = await applyEdit({
      uri,
      version,
      edits: edits.map((one) => encodeEdit(document, one, encoding)),
      thenEdits: thenEdits.map((one) => encodeEdit(between, one, encoding)),
      label,
    });
    if (result.ok && sent === edit && (!isLast || isApart) && document.version === version) {
      await nextChange();
    }
    const isConfirmed = sent !== edit;
    sent = undefined;
    if (result.ok && isApart && isConfirmed) {
      return write("", true); // removes what the anchor is at now
    }
    if (result.ok) {
      return isConfirmed || isLast
        ? { type: "written" }
        : { type: "failed", message: EDIT_CHANGED };
    }
    if (result.reason === "refused") {
      return { type: "failed", message: refusedProblem(result.detail) };
    }
    if (document.version === version) {
      await nextChange(); // the client has a newer version, and is about to report it
    }
    return undefined;
  }

  async function write(addition: string, isLast: boolean): Promise<WriteResult> {
    for (let tries = 0; tries < MAX_TRIES; tries += 1) {
      const document = documents.get(uri);
      if (document === undefined || anchor === undefined) {
        return { type: "removed", message: removal };
      }
      const result = await tryWrite(document, anchor, addition, isLast);
      if (result !== undefined) {
        return result;
      }
    }
    return { type: "failed", message: TOO_FAST };
  }

  return {
    removed: removed.signal,
    removedMessage: () => removal,
    write,
    dispose() {
      for (const listener of listeners) {
        listener.dispose();
      }
    },
  };
}

const REPLACED = "the place of the answer was changed meanwhile, so the rest of it is left out";

const CLOSED = "the document was closed, so the rest of the answer is left out";

const TOO_FAST = "the document changed too often meanwhile, so nothing was written; ask again";

const EDIT_CHANGED = "the editor has changed the edit, so the rest of the answer is left out";

function encodeEdit(
  document: TextDocument,
  { start, end, text }: TextChange,
  encoding: PositionEncoding,
): TextEdit {
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { range: encodeRange(document, range, encoding), newText: text };
}
