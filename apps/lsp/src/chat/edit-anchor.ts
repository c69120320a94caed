import { lineEnd } from "../protocol/cursor.ts";
import type { Span, TextChange } from "../protocol/text-change.ts";

/** A place in a document where the server writes a text edit by edit, while the user changes the document. */
export interface EditAnchor {
  /** The anchor after a change of the user's; `undefined` when the change has removed the place. */
  rebased(change: TextChange): EditAnchor | undefined;
  /** The edits that write `addition` next, in order and without touching each other. They count in `text`, the current document. */
  nextEdits(text: string, addition: string): NextEdits;
}

interface NextEdits {
  readonly edits: readonly TextChange[];
  /** An edit that counts in the text that `edits` leave. */
  readonly thenEdit?: TextChange;
  readonly anchor: EditAnchor;
}

/** The place of a tag, or of its whole line, which a result replaces. */
export function tagAnchor(tag: Span): EditAnchor {
  return {
    rebased(change) {
      const isInside = change.end > tag.start && change.start < tag.end;
      const rebased = isInside ? undefined : rebaseSpan(tag, change);
      return rebased && tagAnchor(rebased);
    },
    nextEdits(_text, addition) {
      const anchor = tagAnchor({ start: tag.start, end: tag.start + addition.length });
      return { edits: [{ ...tag, text: addition }], anchor };
    },
  };
}

/** How an answer is written. */
export interface AnswerPlace {
  /** The end of the question, which is removed. */
  readonly ending: Span;
  readonly eol: string;
  /**
   * The answer is inserted before the end of the question, which is removed after that, so that a cursor behind it gets behind the
   * answer.
   */
  readonly movesCursor: boolean;
}

/**
 * The place of an answer below a question. The answer is inserted as a line break and its text at the end of the question's line, so
 * that no position behind the last line is needed.
 */
export function answerAnchor(place: AnswerPlace): EditAnchor {
  const { ending, eol, movesCursor } = place;
  return {
    rebased(change) {
      const rebased = rebaseSpan(ending, change);
      return rebased && answerAnchor({ ...place, ending: rebased });
    },
    nextEdits(text, addition) {
      const at = lineEnd(text, ending.end);
      const removal = { ...ending, text: "" };
      const inserted = eol + addition;
      const lineStart = text.lastIndexOf("\n", ending.start - 1) + 1;
      const start = at - (ending.end - ending.start) + eol.length;
      const isBehind = movesCursor && at === ending.end;
      return {
        ...(isBehind
          ? {
              edits: [{ start: ending.start, end: ending.start, text: inserted }],
              thenEdit: moveChange(removal, inserted.length),
            }
          : { edits: joinTouching(removal, { start: at, end: at, text: inserted }) }),
        anchor: continuedAnchor(
          { start: lineStart, end: ending.start },
          { start, end: start + addition.length },
        ),
      };
    },
  };
}

/** The end of the written part of an answer, as long as that part and the question exist. */
function continuedAnchor(question: Span, written: Span): EditAnchor {
  return {
    rebased(change) {
      const isRemoved = change.start <= question.start && change.end >= question.end;
      const rebased = isRemoved ? undefined : rebaseSpan(written, change);
      return rebased && continuedAnchor(growSpan(question, change), rebased);
    },
    nextEdits(_text, addition) {
      const { end } = written;
      return {
        edits: [{ start: end, end, text: addition }],
        anchor: continuedAnchor(question, { start: written.start, end: end + addition.length }),
      };
    },
  };
}

function moveChange({ start, end, text }: TextChange, distance: number): TextChange {
  return { start: start + distance, end: end + distance, text };
}

/** Two edits that touch become one. */
function joinTouching(first: TextChange, second: TextChange): readonly TextChange[] {
  return first.end === second.start
    ? [{ start: first.start, end: second.end, text: first.text + second.text }]
    : [first, second];
}

/**
 * A part of a text after a change of the text. A text inserted at a border of the part stays outside of it, a text inserted
 * between them belongs to it.
 *
 * @returns `undefined` when the change removes the end of the part or all of it.
 */
export function rebaseSpan(span: Span, change: TextChange): Span | undefined {
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

/** A part of a text after a change that leaves some of it. What the change inserts into the part or across a border belongs to it. */
function growSpan(span: Span, change: TextChange): Span {
  const growth = change.text.length - (change.end - change.start);
  if (change.start >= span.end) {
    return span;
  }
  return change.end <= span.start
    ? { start: span.start + growth, end: span.end + growth }
    : { start: Math.min(span.start, change.start), end: Math.max(span.end, change.end) + growth };
}
