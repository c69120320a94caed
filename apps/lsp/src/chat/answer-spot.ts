import type { Span, TextChange } from "../protocol/text-change.ts";
import type { Spot } from "./live-text.ts";
import { movedSpan } from "./tracked-span.ts";

/** Where an answer is going to stand: below the question that ends in `ending`, which goes away then. */
export function answerSpot(ending: Span, eol: string): Spot {
  return {
    moved(change) {
      const moved = movedSpan(ending, change);
      return moved && answerSpot(moved, eol);
    },
    plan(text, addition) {
      const feed = text.indexOf("\n", ending.end);
      const isLast = feed === -1;
      const at = isLast ? text.length : feed + 1;
      const insertion = { start: at, end: at, text: isLast ? eol + addition : addition + eol };
      const lineStart = text.lastIndexOf("\n", ending.start - 1) + 1;
      const start = at - (ending.end - ending.start) + (isLast ? eol.length : 0);
      return {
        edits: withoutGap({ ...ending, text: "" }, insertion),
        spot: begunSpot(
          { start: lineStart, end: ending.start },
          { start, end: start + addition.length },
        ),
      };
    },
  };
}

/** Where an answer goes on: at the end of what is written of it, as long as that and the question are there. */
function begunSpot(question: Span, written: Span): Spot {
  return {
    moved(change) {
      const movedQuestion = isTakenAway(question, change) ? undefined : shifted(question, change);
      const movedWritten = movedSpan(written, change);
      return movedQuestion && movedWritten && begunSpot(movedQuestion, movedWritten);
    },
    plan(_text, addition) {
      const { end } = written;
      return {
        edits: [{ start: end, end, text: addition }],
        spot: begunSpot(question, { start: written.start, end: end + addition.length }),
      };
    },
  };
}

/** Two edits that touch are one. */
function withoutGap(first: TextChange, second: TextChange): readonly TextChange[] {
  return first.end === second.start
    ? [{ start: first.start, end: second.end, text: first.text + second.text }]
    : [first, second];
}

function isTakenAway({ start, end }: Span, change: TextChange): boolean {
  return change.start <= start && change.end >= end;
}

/** The same part after a change that leaves some of it. */
function shifted(span: Span, change: TextChange): Span {
  const growth = change.text.length - (change.end - change.start);
  if (change.start >= span.end) {
    return span;
  }
  return change.end <= span.start
    ? { start: span.start + growth, end: span.end + growth }
    : { start: Math.min(span.start, change.start), end: Math.max(span.end, change.end) + growth };
}
