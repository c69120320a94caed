import { type Cursor, lineAfter, lineBefore } from "../../protocol/cursor.ts";
import { toWellFormed } from "./well-formed.ts";

/**
 * Drops the end of `text` that repeats the document behind the cursor. Brackets and quotes that close something inside of `text`
 * stay; those that the document closes are dropped.
 */
export function dropSuffixOverlap(text: string, cursor: Cursor): string {
  const rest = lineAfter(cursor);
  const kept = rest.trim() === "" ? undefined : dropRepeatedRest(text, rest, cursor);
  return kept ?? dropRepeatedLines(text, cursor);
}

/**
 * Drops what repeats the rest of the line. Of all lengths by which the end of `text` can overlap the rest, the one counts that leaves
 * the brackets of the line balanced; where none does, the one that leaves them as they were without `text`. Undefined where there
 * is none either.
 */
function dropRepeatedRest(text: string, rest: string, cursor: Cursor): string | undefined {
  const before = lineBefore(cursor).replace(/^\s*[)\]}]+/u, ""); // they close what was opened above
  const behind = rest.replace(/[([{]\s*$/u, ""); // it opens a block
  const asItWas = unmatchedBrackets(before + behind);
  const targets = isClosedAbove(asItWas, cursor) ? [asItWas, BALANCED] : [BALANCED, asItWas];
  const quoteAsItWas = openQuote(before + behind);
  for (const candidates of [overlaps(text, rest), overruns(text, rest)]) {
    for (const target of targets) {
      const fitting = candidates.filter(
        (kept) => unmatchedBrackets(before + kept + behind) === target,
      );
      const best =
        fitting.find((kept) => openQuote(before + kept + behind) === quoteAsItWas) ?? fitting[0];
      if (best !== undefined) {
        return best;
      }
    }
  }
  return undefined;
}

/** What is left of `text` without an end with which `rest` begins, shortest first; the last one is `text` itself. */
function overlaps(text: string, rest: string): readonly string[] {
  const { length } = rest.trimEnd();
  const kept: string[] = [];
  for (let shared = Math.min(text.length, length); shared > 0; shared -= 1) {
    const part = rest.slice(0, shared);
    const isMeant =
      (CLOSERS.test(part) && part.trim() !== "") ||
      shared === length ||
      part.trim().length >= MIN_OVERLAP;
    if (isMeant && text.endsWith(part)) {
      kept.push(text.slice(0, -shared));
    }
  }
  return [...kept, text];
}

/** What is left of `text` without the whole rest and what it has behind that, when the rest only closes something. */
function overruns(text: string, rest: string): readonly string[] {
  const whole = rest.trim();
  const kept: string[] = [];
  for (let at = text.indexOf(whole); CLOSERS.test(whole) && at !== -1;) {
    kept.push(text.slice(0, at));
    at = text.indexOf(whole, at + 1);
  }
  return kept;
}

/** What only closes something, or ends it. */
const CLOSERS = /^[\s)\]}"'`>;,]*$/u;

/** Whether the document, as it is, needs the closing brackets that close nothing on the cursor's line: they close what is above. */
function isClosedAbove(unmatched: string, { text, offset }: Cursor): boolean {
  const [closing = ""] = unmatched.split("|");
  if (closing === "") {
    return false;
  }
  const [surplus = ""] = unmatchedBrackets(
    text.slice(Math.max(0, offset - MAX_AROUND), offset + MAX_AROUND),
  ).split("|");
  return !Array.from(closing).some((bracket) => surplus.includes(bracket));
}

/** How far around the cursor brackets are matched, in UTF-16 code units. */
const MAX_AROUND = 20_000;

function dropRepeatedLines(text: string, cursor: Cursor): string {
  const rest = lineAfter(cursor);
  const { surplusAt } = countBrackets(text);
  if (surplusAt !== undefined && rest.trimStart().startsWith(text.charAt(surplusAt))) {
    return text.slice(0, surplusAt);
  }
  const suffix = toWellFormed(cursor.text.slice(cursor.offset, cursor.offset + MAX_OVERLAP));
  const overlap = overlapLength(text, suffix);
  if (overlap === 0) {
    return rest.trim() === "" ? dropClosedBelow(text, cursor) : text;
  }
  const shared = suffix.slice(0, overlap);
  if (CLOSERS.test(shared)) {
    return text.slice(0, text.length - surplusLength(text, shared, lineBefore(cursor)));
  }
  const isWholeRest = overlap >= rest.trimEnd().length && rest.trim() !== "";
  return isWholeRest || shared.trim().length >= MIN_OVERLAP ? text.slice(0, -overlap) : text;
}

/** Drops the closing brackets at the end of `text` that stand on the next line, where an editor has put them. */
function dropClosedBelow(text: string, cursor: Cursor): string {
  const [, closers] = /^[^\S\n]*\r?\n[^\S\n]*([)\]}]+[;,]?)[^\S\n]*(?:\r?\n|$)/u.exec(
    cursor.text.slice(cursor.offset, cursor.offset + MAX_OVERLAP),
  ) ?? [undefined, undefined];
  return closers === undefined ? text : (dropRepeatedRest(text, closers, cursor) ?? text);
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
    } else if (open !== "" && character === "\\") {
      isEscaped = true;
    } else if (open === "" && "\"'`".includes(character)) {
      open = character;
    } else if (character === open) {
      open = "";
    }
  }
  return open;
}

/** The state of `unmatchedBrackets` when every bracket has its counterpart. */
const BALANCED = "|";

/**
 * The brackets of a text that match none, except those between quotes on one line: the closing ones before a bar and the opening
 * ones behind it.
 */
export function unmatchedBrackets(text: string): string {
  const open: string[] = [];
  let closing = "";
  for (let at = 0; at < text.length; at += tokenLength(text, at)) {
    const character = text.charAt(at);
    const closer = CLOSER_OF.get(character);
    if (closer !== undefined) {
      open.push(closer);
    } else if (")]}".includes(character)) {
      if (open.at(-1) === character) {
        open.pop();
      } else {
        closing += character;
      }
    }
  }
  return `${closing}|${open.join("")}`;
}

const CLOSER_OF: ReadonlyMap<string, string> = new Map([
  ["(", ")"],
  ["[", "]"],
  ["{", "}"],
]);

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
