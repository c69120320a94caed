import { stripTokens } from "./strip-tokens.ts";

/** Removes special tokens from a streamed text. */
export interface TokenFilter {
  /** Returns the text that can be passed on now; may be empty. */
  push(piece: string): string;
  /** Returns the held-back text, which might have become a token and did not. */
  end(): string;
  /** Whether an end mark was found. What follows it is not part of the text. */
  readonly isOver: boolean;
}

/**
 * Creates a filter that removes every one of `tokens`, also when it is split over several pieces.
 *
 * @param endMarks - Marks that end the text.
 */
export function createTokenFilter(
  tokens: readonly string[],
  endMarks: readonly string[] = [],
): TokenFilter {
  const all = [...tokens, ...endMarks];
  let held = "";
  let isOver = false;
  return {
    push(piece) {
      if (isOver) {
        return "";
      }
      const whole = held + piece;
      const ends = endMarks.map((mark) => whole.indexOf(mark)).filter((at) => at >= 0);
      isOver = ends.length > 0;
      const text = stripTokens(isOver ? whole.slice(0, Math.min(...ends)) : whole, tokens);
      held = isOver ? "" : tokenBeginningOf(text, all);
      return text.slice(0, text.length - held.length);
    },
    end() {
      const rest = held;
      held = "";
      return rest;
    },
    get isOver() {
      return isOver;
    },
  };
}

/** The longest suffix of `text` that is the beginning of a token; may be empty. */
function tokenBeginningOf(text: string, tokens: readonly string[]): string {
  const longest = Math.min(text.length, Math.max(0, ...tokens.map(({ length }) => length)));
  for (let length = longest; length > 0; length -= 1) {
    const end = text.slice(-length);
    if (tokens.some((token) => token.startsWith(end))) {
      return end;
    }
  }
  return "";
}
