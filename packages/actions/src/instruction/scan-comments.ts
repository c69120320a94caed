import type { CommentSyntax } from "./comment-syntax.ts";

/** A comment inside a text. Offsets count UTF-16 code units. */
export interface Comment {
  /** Where its marker begins. */
  readonly start: number;
  /** The offset behind its last character. The line break does not belong to a line comment. */
  readonly end: number;
  /** The text between the markers, without white space at both ends. */
  readonly content: string;
}

/**
 * Finds the comments of `text`, in order and on demand. Markers inside strings do not count.
 *
 * @yields Each comment once.
 */
export function* scanComments(text: string, syntax: CommentSyntax): Generator<Comment, void> {
  const tokens = tokensOf(syntax);
  for (let token = tokens.exec(text); token; token = tokens.exec(text)) {
    const { index: start } = token;
    const { end, comment } = readToken(text, start, token[0], syntax);
    tokens.lastIndex = end;
    if (comment !== undefined) {
      yield { start, end, content: comment.trim() };
    }
  }
}

interface ReadToken {
  /** The offset at which scanning continues. It is always behind the token's start. */
  readonly end: number;
  /** Set when the token begins a comment. */
  readonly comment?: string;
}

function readToken(text: string, start: number, token: string, syntax: CommentSyntax): ReadToken {
  const inner = start + token.length;
  if (syntax.longQuotes.includes(token)) {
    return { end: endOfString(text, inner, token, text.length) ?? inner };
  }
  const block = syntax.block.find(([open]) => open === token);
  if (block) {
    const close = text.indexOf(block[1], inner);
    return close === -1
      ? { end: inner }
      : { end: close + block[1].length, comment: text.slice(inner, close) };
  }
  if (beginsLineComment(text, start, token, syntax)) {
    const end = endOfLine(text, inner);
    return { end, comment: withoutRepeats(text.slice(inner, end), token) };
  }
  if (syntax.quotes.includes(token)) {
    return { end: endOfString(text, inner, token, endOfLine(text, inner)) ?? inner };
  }
  return { end: inner };
}

/** A marker counts at the beginning of a line and behind white space or a semicolon, so that URLs and `i--` are no comments. */
function beginsLineComment(
  text: string,
  start: number,
  marker: string,
  { line, wholeLine = [], needsSpace = false }: CommentSyntax,
): boolean {
  const before = text.slice(startOfLine(text, start), start);
  const isAllowedHere = wholeLine.includes(marker)
    ? before.trim() === ""
    : line.includes(marker) && /(?:^|[\s;])$/.test(before);
  return isAllowedHere && (!needsSpace || /\s/.test(text.charAt(start + marker.length)));
}

/** Removes repetitions of the marker, as in `;;; text` and `## text`. */
function withoutRepeats(content: string, marker: string): string {
  const first = marker.charAt(0);
  let from = 0;
  while (content.charAt(from) === first) {
    from += 1;
  }
  return content.slice(from);
}

function endOfString(text: string, from: number, quote: string, limit: number): number | undefined {
  for (let at = from; at + quote.length <= limit; at += text.charAt(at) === "\\" ? 2 : 1) {
    if (text.startsWith(quote, at)) {
      return at + quote.length;
    }
  }
  return undefined;
}

function startOfLine(text: string, at: number): number {
  return at === 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  const end = newline === -1 ? text.length : newline;
  return end > at && text.charAt(end - 1) === "\r" ? end - 1 : end;
}

/** Matches the next marker or quote. When two begin at the same offset, the longer one wins. */
function tokensOf({ line, wholeLine = [], block, quotes, longQuotes }: CommentSyntax): RegExp {
  const tokens = [...line, ...wholeLine, ...block.map(([open]) => open), ...quotes, ...longQuotes]
    .toSorted((a, b) => b.length - a.length)
    .map((token) => token.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return tokens.length === 0 ? /(?!)/g : new RegExp(tokens.join("|"), "g");
}
