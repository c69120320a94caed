import { stripTokens } from "./strip-tokens.ts";

/** Takes tokens out of a text that comes in pieces. */
export interface TokenFilter {
  /** What of the text so far can be passed on and was not yet; may be empty. */
  push(piece: string): string;
  /** The rest: what could have become a token and did not. */
  end(): string;
}

/** Takes every one of `tokens` out, also those that are torn over several pieces. */
export function createTokenFilter(tokens: readonly string[]): TokenFilter {
  let held = "";
  return {
    push(piece) {
      const text = stripTokens(held + piece, tokens);
      held = tokenBeginningOf(text, tokens);
      return text.slice(0, text.length - held.length);
    },
    end() {
      const rest = held;
      held = "";
      return rest;
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
