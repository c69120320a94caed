import { createReasoningFilter, utf8BytesOf, withoutReasoning } from "@hexai/chat";

import { createSurrogateJoiner } from "./surrogate-joiner.ts";

/** What becomes of the pieces of a text. */
export interface TextOptions {
  /** Gets every piece. The next one waits until it is done, and none follows when it resolves with "enough". */
  readonly onText: (text: string) => Promise<"enough" | undefined>;
  readonly keepText: boolean;
}

/** The text of one answer, while it comes. */
export interface AnswerText {
  /** Shows what can be shown, one piece after the other. */
  add(piece: string): Promise<void>;
  /** Shows what was held back. */
  end(): Promise<void>;
  /** No more text is wanted. */
  readonly isEnough: boolean;
  /** Of what was shown, in UTF-8. */
  readonly shownBytes: number;
  /** The text as far as it was kept, without its reasoning, and its size. */
  result(): KeptText;
}

export interface KeptText {
  /** Empty when it was not to be kept. */
  readonly text: string;
  /** Of the text, in UTF-8. */
  readonly bytes: number;
  /** Reasoning was cut out before it was shown. */
  readonly isReasoningCut: boolean;
}

/** Joins torn characters, cuts reasoning, and counts what is left. */
export function createAnswerText({ onText, keepText }: TextOptions): AnswerText {
  const surrogates = createSurrogateJoiner();
  const reasoning = createReasoningFilter();
  let text = "";
  let shownBytes = 0;
  let isEnough = false;

  async function show(pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) {
      if (isEnough) {
        return;
      }
      text += keepText ? piece : "";
      shownBytes += utf8BytesOf(piece);
      isEnough = true; // also when this fails
      isEnough = (await onText(piece)) === "enough";
    }
  }
  async function addWhole(piece: string): Promise<void> {
    if (piece !== "") {
      await show(reasoning.push(piece));
    }
  }

  return {
    add: (piece) => addWhole(surrogates.push(piece)),
    async end() {
      await addWhole(surrogates.end());
      await show(reasoning.end());
    },
    get isEnough() {
      return isEnough;
    },
    get shownBytes() {
      return shownBytes;
    },
    result() {
      const { hasCut: isReasoningCut } = reasoning;
      const answer = isReasoningCut ? text : withoutReasoning(text);
      const bytes = keepText ? utf8BytesOf(answer) : shownBytes;
      return { text: answer, bytes, isReasoningCut };
    },
  };
}
