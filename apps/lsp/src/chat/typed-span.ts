import {
  type DocumentChange,
  type Span,
  type TextChange,
  textDifference,
} from "../protocol/text-change.ts";

/** A longer text at once is pasted and not typed, in UTF-16 code units. Slow clients send half a second's typing at once. */
const MAX_TYPED = 128;

/** A longer replaced text is not typed over, in UTF-16 code units. */
const MAX_REPLACED = 32;

/**
 * The span of the new text that the user has just typed. `undefined` when the change does not come from typing: a paste of
 * several lines, an undo that removes lines, several places at once, a deletion.
 */
export function typedSpan({ changes, before, after }: DocumentChange): Span | undefined {
  const [only] = changes;
  const { start, end, text } =
    changes.length === 1 && only !== undefined
      ? dropUnchanged(only, before)
      : textDifference(before, after);
  const replaced = before.slice(start, end);
  const isTyped =
    text !== "" &&
    text.length <= MAX_TYPED &&
    text.split("\n").length <= 2 &&
    replaced.length <= MAX_REPLACED &&
    !replaced.includes("\n");
  return isTyped ? { start, end: start + text.length } : undefined;
}

/** The same change without its unchanged beginning and end: some clients replace whole lines. */
function dropUnchanged({ start, end, text }: TextChange, before: string): TextChange {
  const inner = textDifference(before.slice(start, end), text);
  return { start: start + inner.start, end: start + inner.end, text: inner.text };
}
