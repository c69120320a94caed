import type { Event, TextDocuments } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";

import type { Clock } from "../clock/clock.ts";
import type { EditApplier } from "./apply-edit.ts";
import { type DocumentChange, type Span, type TextChange } from "./text-change.ts";

export interface UndoneEdits {
  /** Whether a change brings back a text that the document had before an edit of the server's: by undo or redo, not by typing. */
  readonly isUndone: (change: DocumentChange) => boolean;
}

export interface UndoneEditsOptions extends Pick<EditApplier, "alreadyEdited"> {
  readonly documents: Pick<TextDocuments<TextDocument>, "onDidClose">;
  readonly onChange: Event<DocumentChange>;
  readonly clock: Clock;
}

/** An edit of the server's in a document. */
interface OwnEdit {
  readonly textBefore: Fingerprint;
  /** What is left of the inserted texts. */
  inserted: readonly Span[];
  /** When some of the inserted text was last taken away, in milliseconds. */
  takenAwayAt: number;
}

/** Stands for a text, whose copies would need much memory. */
type Fingerprint = string;

/**
 * How long after an edit was taken away the text before it comes back by the same undo, in milliseconds: some editors report what an
 * undo takes away and what it puts back as two changes. What comes later was typed.
 */
const UNDO_MS = 2_000;

/** How many edits of a document are remembered. A streamed answer has a few in each second. */
const MAX_EDITS = 200;

/** Watches the server's edits for undo and redo. It must be created before the users of `isUndone` listen to `onChange`. */
export function createUndoneEdits(options: UndoneEditsOptions): UndoneEdits {
  const { documents, onChange, alreadyEdited, clock } = options;
  const edits = new Map<string, readonly OwnEdit[]>();
  documents.onDidClose(({ document }) => edits.delete(document.uri));

  onChange((change) => {
    const { uri, versionBefore, changes, before } = change;
    let known = edits.get(uri) ?? [];
    for (const one of changes) {
      known = withoutDeleted(known, one);
      known.forEach((edit) => follow(edit, one, clock.now()));
    }
    edits.set(uri, known);
    if (alreadyEdited(uri, versionBefore)) {
      const edit: OwnEdit = {
        textBefore: fingerprint(before),
        inserted: insertedSpans(changes),
        takenAwayAt: -Infinity,
      };
      edits.set(uri, [...known, edit].slice(-MAX_EDITS));
    }
  });

  return {
    isUndone({ uri, after }) {
      const recent = (edits.get(uri) ?? []).filter(
        ({ takenAwayAt }) => clock.now() - takenAwayAt <= UNDO_MS,
      );
      const text = recent.length === 0 ? "" : fingerprint(after);
      return recent.some(({ textBefore }) => textBefore === text);
    },
  };
}

function insertedSpans(changes: readonly TextChange[]): readonly Span[] {
  return changes.reduce<readonly Span[]>((spans, change) => {
    const inserted = { start: change.start, end: change.start + change.text.length };
    return [...spans.map((span) => remaining(span, change)), inserted].filter(isFilled);
  }, []);
}

/**
 * The edits that an undo can still take away. An undo takes away what was inserted and nothing else; a user who deletes more than
 * that, and types the same again, means it.
 */
function withoutDeleted(edits: readonly OwnEdit[], change: TextChange): readonly OwnEdit[] {
  const all = edits.flatMap(({ inserted }) => inserted);
  return covers(all, change)
    ? edits
    : edits.filter(({ inserted }) => !inserted.some((span) => overlaps(span, change)));
}

/** Whether spans, taken together, contain all that a change takes away. */
function covers(spans: readonly Span[], { start, end }: Span): boolean {
  let covered = start;
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    covered = span.start <= covered ? Math.max(covered, span.end) : covered;
  }
  return covered >= end;
}

function overlaps(a: Span, b: Span): boolean {
  return a.start < b.end && a.end > b.start;
}

function follow(edit: OwnEdit, change: TextChange, now: number): void {
  const isTakenAway = edit.inserted.some((span) => overlaps(span, change));
  edit.takenAwayAt = isTakenAway ? now : edit.takenAwayAt;
  edit.inserted = edit.inserted.map((span) => remaining(span, change)).filter(isFilled);
}

/** What a change leaves of a span, with what it inserts inside of it. */
function remaining({ start, end }: Span, change: TextChange): Span {
  const growth = change.text.length - (change.end - change.start);
  if (change.start >= end) {
    return { start, end };
  }
  if (change.end <= start) {
    return { start: start + growth, end: end + growth };
  }
  const isInside = change.start > start && change.end < end;
  return isInside
    ? { start, end: end + growth }
    : change.start <= start
      ? { start: change.start + change.text.length, end: Math.max(change.end, end) + growth }
      : { start, end: change.start };
}

function isFilled({ start, end }: Span): boolean {
  return end > start;
}

/** FNV-1a over all UTF-16 code units, with the length. */
function fingerprint(text: string): Fingerprint {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return `${text.length}:${hash >>> 0}`;
}
