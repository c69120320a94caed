/**
 * Reasoning is no part of an answer. Models without a channel of their own for it write it at the beginning of the text,
 * between `<think>` and `</think>`.
 */
const OPENING_MARKS = ["<think>", "<thinking>"] as const;
const CLOSING_MARK = /<\/think(?:ing)?>/iu;
const LOOSE_MARK = /(?<![`"'“‘])<\/think(?:ing)?>/iu;

const LONGEST_OPENING = "<thinking>".length;

/** One less than the longest closing mark has: so much of the reasoning may be the beginning of a torn mark. */
const HELD_LENGTH = "</thinking>".length - 1;

/** Cuts leading reasoning out of a text that comes in pieces. */
export interface ReasoningFilter {
  /** The pieces that can be shown now. White space is held back until it is known whether reasoning follows. */
  push(piece: string): readonly string[];
  /** What was held back and is no reasoning; to be called when the text is over. */
  end(): readonly string[];
  /** Reasoning was cut out: a closing mark further on is part of the text. */
  readonly hasCut: boolean;
}

/** Cuts leading blocks of reasoning with the white space around them. A mark further on is part of the text. */
export function createReasoningFilter(): ReasoningFilter {
  let state: "before" | "inside" | "answer" = "before";
  let held: string[] = [];
  let hasCut = false;

  function before(piece: string): readonly string[] {
    held.push(piece);
    const text = held.join("");
    const start = text.trimStart();
    const beginning = start.slice(0, LONGEST_OPENING).toLowerCase();
    const mark = OPENING_MARKS.find((each) => beginning.startsWith(each));
    if (mark !== undefined) {
      state = "inside";
      held = [];
      return inside(start.slice(mark.length));
    }
    if (
      start.length < LONGEST_OPENING &&
      OPENING_MARKS.some((each) => each.startsWith(beginning))
    ) {
      return [];
    }
    state = "answer";
    return end();
  }

  function inside(piece: string): readonly string[] {
    const text = held.join("") + piece;
    const mark = CLOSING_MARK.exec(text);
    if (mark === null) {
      held = [text.slice(-HELD_LENGTH)];
      return [];
    }
    state = "before";
    hasCut = true;
    held = [];
    return before(text.slice(mark.index + mark[0].length));
  }

  function end(): readonly string[] {
    const pieces = state === "inside" ? [] : hasCut ? [held.join("").trimStart()] : held;
    held = [];
    return pieces.filter((piece) => piece !== "");
  }

  return {
    push(piece) {
      if (state === "answer") {
        return [piece];
      }
      return state === "before" ? before(piece) : inside(piece);
    },
    end,
    get hasCut() {
      return hasCut || state === "inside";
    },
  };
}

/**
 * A whole answer without its reasoning, also when the answer begins inside it and has only the closing mark, because the prompt
 * of some models ends with the opening one. A mark in quotation marks is what the answer speaks about. Not for a text out of which
 * reasoning was cut already.
 */
export function withoutReasoning(text: string): string {
  const filter = createReasoningFilter();
  const answer = [...filter.push(text), ...filter.end()].join("");
  const mark = filter.hasCut ? null : LOOSE_MARK.exec(text);
  const before = mark === null ? "" : text.slice(0, mark.index).toLowerCase();
  if (mark === null || OPENING_MARKS.some((each) => before.includes(each))) {
    return answer;
  }
  return text.slice(mark.index + mark[0].length).trimStart();
}
