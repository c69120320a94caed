import type { Disposable, Event, TextDocuments, TextEdit } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "../clock/clock.ts";
import type { DeliverEdit } from "../protocol/apply-edit.ts";
import type { PositionEncoding } from "../protocol/position-encoding.ts";
import { encodeRange } from "../protocol/positions.ts";
import { changed, type DocumentChange, type TextChange } from "../protocol/text-change.ts";

/** A place in a document where a text of ours is written piece by piece, while the user changes the document. */
export interface Spot {
  /** Where it is after a change of the user's; `undefined` when the user has taken it away. */
  moved(change: TextChange): Spot | undefined;
  /** How to write on. The edits are in order, do not touch, and count in `text`, the document as it is. */
  plan(
    text: string,
    addition: string,
  ): { readonly edits: readonly TextChange[]; readonly spot: Spot };
}

export type Writing =
  | { readonly type: "written" }
  /** The user has taken the place away, or closed the document. */
  | { readonly type: "gone" }
  /** Nobody knows any more where the place is, or the editor refused. In words for the user. */
  | { readonly type: "failed"; readonly message: string };

export interface LiveText extends Disposable {
  /** Aborted as soon as the place is gone. */
  readonly gone: AbortSignal;
  /**
   * Writes on, and resolves when the client has taken it. One call at a time.
   *
   * @param isLast - Nothing will follow, so the client need not tell what it has made of it.
   */
  write(addition: string, isLast: boolean): Promise<Writing>;
}

export interface LiveTextParts {
  readonly uri: string;
  /** What the client may call the edits. */
  readonly label: string;
  readonly documents: Pick<TextDocuments<TextDocument>, "get" | "onDidClose">;
  readonly onChange: Event<DocumentChange>;
  readonly deliver: DeliverEdit;
  readonly encoding: PositionEncoding;
  readonly clock: Clock;
}

/** So often an edit is tried again because the user was faster. */
const MOST_TRIES = 20;

/** How long a client may take to tell of a change, in milliseconds. */
const CHANGE_MS = 5_000;

/** An edit that was sent, and what the document is when the client has made it. */
interface SentEdit {
  readonly expected: string;
  readonly spot: Spot;
}

/** Follows `spot` through all changes of its document. The caller must `dispose()` it. */
export function createLiveText(start: Spot, parts: LiveTextParts): LiveText {
  const { uri, label, documents, onChange, deliver, encoding, clock } = parts;
  const gone = new AbortController();
  let spot: Spot | undefined = start;
  let sent: SentEdit | undefined;
  let wake: (() => void) | undefined;

  function lose(): void {
    spot = undefined;
    gone.abort();
  }

  const listeners = [
    onChange((change) => {
      if (change.uri !== uri) {
        return;
      }
      if (sent !== undefined && change.after === sent.expected) {
        ({ spot } = sent);
        sent = undefined;
      } else {
        spot = change.changes.reduce<Spot | undefined>((at, one) => at?.moved(one), spot);
      }
      if (spot === undefined) {
        lose();
      }
      wake?.();
    }),
    documents.onDidClose(({ document }) => {
      if (document.uri === uri) {
        lose();
        wake?.();
      }
    }),
  ];

  /** Resolves at the next change of the document, or when it has taken too long. */
  function nextChange(): Promise<void> {
    return new Promise((resolve) => {
      const takeBack = clock.after(CHANGE_MS, resolve);
      wake = () => {
        takeBack();
        resolve();
      };
    });
  }

  /** @returns `undefined` when it is to be tried again. */
  async function attempt(
    document: TextDocument,
    at: Spot,
    addition: string,
    isLast: boolean,
  ): Promise<Writing | undefined> {
    const text = document.getText();
    const { version } = document;
    const { edits, spot: next } = at.plan(text, addition);
    const edit = { expected: changed(text, edits.toReversed()), spot: next };
    sent = edit;
    const encoded = edits.map((one) => encodedEdit(document, one, encoding));
    const delivery = await deliver({ uri, version, edits: encoded, label });
    if (delivery.ok && sent === edit && !isLast && document.version === version) {
      await nextChange();
    }
    const isSeen = sent !== edit;
    sent = undefined;
    if (delivery.ok) {
      return isSeen || isLast ? { type: "written" } : { type: "failed", message: LOST };
    }
    if (delivery.reason === "refused") {
      const message = `the editor refused the edit (${delivery.detail})`;
      return { type: "failed", message };
    }
    if (document.version === version) {
      await nextChange(); // the client has changed it already, and is about to say so
    }
    return undefined;
  }

  return {
    gone: gone.signal,
    async write(addition, isLast) {
      for (let tries = 0; tries < MOST_TRIES; tries += 1) {
        const document = documents.get(uri);
        if (document === undefined || spot === undefined) {
          return { type: "gone" };
        }
        const writing = await attempt(document, spot, addition, isLast);
        if (writing !== undefined) {
          return writing;
        }
      }
      return { type: "failed", message: "the document changes too fast" };
    },
    dispose() {
      for (const listener of listeners) {
        listener.dispose();
      }
    },
  };
}

const LOST = "the editor has made something else of the edit, so the rest is left out";

function encodedEdit(
  document: TextDocument,
  { start, end, text }: TextChange,
  encoding: PositionEncoding,
): TextEdit {
  const range = { start: document.positionAt(start), end: document.positionAt(end) };
  return { range: encodeRange(document, range, encoding), newText: text };
}
