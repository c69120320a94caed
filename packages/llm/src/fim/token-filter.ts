import { stripTokens } from "./strip-tokens.ts";

/** Takes special tokens out of a text that comes in pieces. */
export interface TokenFilter {
  /** What of the text so far can be passed on and was not yet; may be empty. */
  push(piece: string): string;
  /** The rest: what could have become a token and did not. */
  end(): string;
  /** An end mark has come: nothing that follows belongs to the text. */
  readonly isOver: boolean;
}

/**
 * Takes every one of `tokens` out, also those that are torn over several pieces.
 *
 * @param endMarks - What ends the text.
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

/** The longest end of `text` with which a token begins; may be empty. */
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
