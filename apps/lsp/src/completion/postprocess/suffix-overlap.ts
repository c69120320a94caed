import { type Cursor, lineAfter, lineBefore } from "../../protocol/cursor.ts";
import { toWellFormed } from "./well-formed.ts";

/**
 * Drops the end of `text` that repeats the document behind the cursor. Brackets and quotes that close something inside of `text`
 * stay; those that the document closes are dropped.
 */
export function dropSuffixOverlap(text: string, cursor: Cursor): string {
  const rest = lineAfter(cursor);
  const { surplusAt } = countBrackets(text);
  if (surplusAt !== undefined && rest.trimStart().startsWith(text.charAt(surplusAt))) {
    return text.slice(0, surplusAt);
  }
  const suffix = toWellFormed(cursor.text.slice(cursor.offset, cursor.offset + MAX_OVERLAP));
  const overlap = overlapLength(text, suffix);
  if (overlap === 0) {
    return text;
  }
  const shared = suffix.slice(0, overlap);
  const closers = /^[\s)\]}"'`>;,]*/u.exec(shared)?.[0] ?? "";
  if (closers.length === shared.length) {
    return text.slice(0, text.length - surplusLength(text, shared, lineBefore(cursor)));
  }
  const isWholeRest = overlap >= rest.trimEnd().length && rest.trim() !== "";
  return isWholeRest || shared.trim().length >= MIN_OVERLAP ? text.slice(0, -overlap) : text;
}

/** How far behind the cursor an overlap is searched, in UTF-16 code units. */
const MAX_OVERLAP = 400;

/** A shorter overlap inside a line may be a coincidence. */
const MIN_OVERLAP = 8;

/** The length of the longest end of `text` that `suffix` begins with. */
function overlapLength(text: string, suffix: string): number {
  for (let length = Math.min(text.length, suffix.length); length > 0; length -= 1) {
    if (text.endsWith(suffix.slice(0, length))) {
      return length;
    }
  }
  return 0;
}

/** How much of `shared` at the end of `text` closes nothing inside of `text`, in UTF-16 code units. */
function surplusLength(text: string, shared: string, before: string): number {
  for (let length = shared.length; length > 0; length -= 1) {
    const cut = text.slice(0, text.length - length);
    const part = shared.slice(0, length);
    if (text.endsWith(part) && !isOpen(cut, before) && isSurplus(part, text)) {
      return length;
    }
  }
  return 0;
}

/** Whether `text` has opened a bracket or a quote that it must close itself. */
function isOpen(text: string, before: string): boolean {
  return (
    countBrackets(text).open > 0 || (openQuote(before + text) !== "" && openQuote(before) === "")
  );
}

/** A quote that closes nothing inside of `text` is the document's; so are a semicolon and a comma, which are never doubled. */
function isSurplus(part: string, text: string): boolean {
  return (
    countBrackets(text).surplusAt !== undefined ||
    /["'`]/u.test(part) ||
    /^\s*[;,][\s;,]*$/u.test(part)
  );
}

/** The quote that `line` has left open at its end, or nothing. */
function openQuote(line: string): string {
  let open = "";
  let isEscaped = false;
  for (const character of line) {
    if (isEscaped) {
      isEscaped = false;
    } else if (character === "\\") {
      isEscaped = true;
    } else if (open === "" && "\"'`".includes(character)) {
      open = character;
    } else if (character === open) {
      open = "";
    }
  }
  return open;
}

/** The balance of the brackets of a text. */
export interface BracketCount {
  /** How many are opened and not closed. */
  readonly open: number;
  /** The offset of the first one that closes nothing inside of the text; undefined when there is none. */
  readonly surplusAt: number | undefined;
}

/** Counts brackets of all kinds alike, except between quotes on one line. */
export function countBrackets(text: string): BracketCount {
  let open = 0;
  for (let at = 0; at < text.length; at += tokenLength(text, at)) {
    const character = text.charAt(at);
    if ("([{".includes(character)) {
      open += 1;
    } else if (")]}".includes(character)) {
      if (open === 0) {
        return { open, surplusAt: at };
      }
      open -= 1;
    }
  }
  return { open, surplusAt: undefined };
}

/** The length of the quoted text that begins at `at`, else of one character. */
function tokenLength(text: string, at: number): number {
  QUOTED.lastIndex = at;
  return QUOTED.exec(text)?.[0].length ?? 1;
}

const QUOTED = /(["'`])(?:\\.|(?!\1)[^\\\n])*\1/uy;
