import { type DocumentChange, type Span, textDifference } from "../protocol/text-change.ts";

/**
 * More lines at once are pasted and not typed. Fewer may be either: Emacs sends half a second's typing as one change, and Neovim
 * what was typed within 100 ms.
 */
const MAX_LINES = 5;

/** A longer replaced text is not typed over, in UTF-16 code units. */
const MAX_REPLACED = 32;

/**
 * The span of the new text that the user has just typed. `undefined` when the change does not come from typing: a paste of many
 * lines, an undo that removes lines, several places at once, a deletion.
 */
export function typedSpan({ changes, before, after }: DocumentChange): Span | undefined {
  const [only] = changes;
  const { start, end, text } =
    changes.length === 1 && only !== undefined ? only : textDifference(before, after);
  const replaced = before.slice(start, end);
  const isTyped =
    text !== "" &&
    text.replace(/\r?\n$/u, "").split("\n").length <= MAX_LINES &&
    replaced.length <= MAX_REPLACED &&
    !replaced.includes("\n");
  return isTyped ? { start, end: start + text.length } : undefined;
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
