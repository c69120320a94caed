import {
  differenceOf,
  type DocumentChange,
  type Span,
  type TextChange,
} from "../protocol/text-change.ts";

/** More than this at once is pasted and not typed, in UTF-16 code units. Slow clients send half a second's typing at once. */
const MOST_TYPED = 128;

/** A user who types over something replaces little. */
const MOST_REPLACED = 32;

/**
 * Where in the new text stands what the user has just typed. `undefined` when the change is none that typing makes: a paste
 * of several lines, an undo that takes lines away, several places at once, a deletion.
 */
export function typedText({ changes, before, after }: DocumentChange): Span | undefined {
  const [only] = changes;
  const { start, end, text } =
    changes.length === 1 && only !== undefined
      ? narrowed(only, before)
      : differenceOf(before, after);
  const replaced = before.slice(start, end);
  const isTyped =
    text !== "" &&
    text.length <= MOST_TYPED &&
    text.split("\n").length <= 2 &&
    replaced.length <= MOST_REPLACED &&
    !replaced.includes("\n");
  return isTyped ? { start, end: start + text.length } : undefined;
}

/** The same change without what it leaves as it was: some clients replace whole lines. */
function narrowed({ start, end, text }: TextChange, before: string): TextChange {
  const inner = differenceOf(before.slice(start, end), text);
  return { start: start + inner.start, end: start + inner.end, text: inner.text };
}
