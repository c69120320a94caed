import type { Span, TextChange } from "../protocol/text-change.ts";

/**
 * Where a part of a text is after a change of the text. What is inserted at its borders is outside of it, what is inserted
 * further inside belongs to it.
 *
 * @returns `undefined` when the change takes the end of the part away, or all of it: whoever writes there is not wanted any more.
 */
export function movedSpan(span: Span, change: TextChange): Span | undefined {
  const growth = change.text.length - (change.end - change.start);
  if (change.end <= span.start) {
    return { start: span.start + growth, end: span.end + growth };
  }
  if (change.start >= span.end) {
    return span;
  }
  if (change.end >= span.end) {
    return undefined;
  }
  return change.start > span.start
    ? { start: span.start, end: span.end + growth }
    : { start: change.start + change.text.length, end: span.end + growth };
}
