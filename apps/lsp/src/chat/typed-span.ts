import {
  applyChanges,
  type DocumentChange,
  type Span,
  type TextChange,
  textDifference,
} from "../protocol/text-change.ts";

/**
 * More lines at once are pasted and not typed. Fewer may be either: Emacs sends half a second's typing as one change, and Neovim
 * what was typed within 100 ms.
 */
const MAX_LINES = 5;

/** A longer replaced text is not typed over, in UTF-16 code units. */
const MAX_REPLACED = 32;

/** A tool changes more places at once than a user does between two reports of an editor. */
const MAX_PLACES = 3;

/**
 * The span of the new text that the user has just typed. Where the editor reports what was typed in several places, it is the last
 * one. `undefined` when the change does not come from typing: a paste of many lines, an undo that removes lines, several cursors, a
 * deletion.
 */
export function typedSpan({ changes, before }: DocumentChange): Span | undefined {
  const places = changedPlaces(before, changes);
  const last = places.at(-1);
  const texts = new Set(places.map(({ text }) => text));
  const isOneCursor = places.length <= MAX_PLACES && texts.size === places.length;
  return last !== undefined && last.text !== "" && isOneCursor && places.every(isTyping)
    ? { start: last.start, end: last.start + last.text.length }
    : undefined;
}

function isTyping({ text, replaced }: ChangedPlace): boolean {
  return (
    text.replace(/\r?\n$/u, "").split("\n").length <= MAX_LINES &&
    replaced.length <= MAX_REPLACED &&
    !replaced.includes("\n")
  );
}

/** What changes that touch each other have made of a part of the text. */
interface ChangedPlace {
  readonly start: number;
  readonly text: string;
  readonly replaced: string;
}

/**
 * The places that changes were made in, one after the other; no more than tell that there are too many. The last one counts in the
 * text after all of them.
 */
function changedPlaces(text: string, changes: readonly TextChange[]): readonly ChangedPlace[] {
  const places: ChangedPlace[] = [];
  let current = text;
  for (let index = 0; index < changes.length && places.length <= MAX_PLACES;) {
    const length = touchingLength(changes.slice(index));
    const run = changes.slice(index, index + length);
    const [first] = run;
    const next = applyChanges(current, run);
    const change = length === 1 && first !== undefined ? first : textDifference(current, next);
    const { start, end, text: written } = change;
    places.push({ start, text: written, replaced: current.slice(start, end) });
    current = next;
    index += length;
  }
  return places;
}

/** How many changes from the first one on touch what the ones before them have changed. */
function touchingLength(changes: readonly TextChange[]): number {
  let changed: Span | undefined;
  const end = changes.findIndex((change) => {
    if (changed !== undefined && (change.start > changed.end || change.end < changed.start)) {
      return true;
    }
    const growth = change.text.length - (change.end - change.start);
    changed = {
      start: Math.min(change.start, changed?.start ?? change.start),
      end: Math.max(change.end, changed?.end ?? change.end) + growth,
    };
    return false;
  });
  return end === -1 ? changes.length : end;
}

/**
 * The line on which the typed text ends, without its line break. Lines below it that say nothing yet do not count: a line break may
 * have come with the text, and with it the indentation or the marker of a comment that an editor begins a line with.
 */
export function lastTypedLine(text: string, typed: Span): Span | undefined {
  for (let { end } = typed; end >= typed.start;) {
    const line = lineAround(text, end);
    const written = text.slice(Math.max(line.start, typed.start), Math.min(line.end, typed.end));
    const above = line.start - 1;
    if (above < typed.start || !isEmptyLine(written)) {
      return line;
    }
    end = above;
  }
  return undefined;
}

/** Whether a line has nothing but white space and, at most, a marker of a comment as editors continue it. */
function isEmptyLine(written: string): boolean {
  return /^\s*(?:\/\/[/!]?|\*|#|--|;+|%|")?\s*$/u.test(written);
}

function lineAround(text: string, offset: number): Span {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const lineFeed = text.indexOf("\n", offset);
  const end = lineFeed === -1 ? text.length : lineFeed;
  return { start, end: end > start && text.charAt(end - 1) === "\r" ? end - 1 : end };
}
