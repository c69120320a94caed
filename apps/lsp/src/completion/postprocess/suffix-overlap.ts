import { lineAfter, lineBefore, type Place } from "../../protocol/cursor.ts";
import { bracketsOf } from "./brackets.ts";
import { asSent } from "./well-formed.ts";

/**
 * `text` without what it repeats of the document behind the cursor. Brackets and quotes that it closes itself stay; those that
 * the document closes go.
 */
export function withoutRepeatedSuffix(text: string, place: Place): string {
  const rest = lineAfter(place);
  const { surplusAt } = bracketsOf(text);
  if (surplusAt !== undefined && rest.trimStart().startsWith(text.charAt(surplusAt))) {
    return text.slice(0, surplusAt);
  }
  const suffix = asSent(place.text.slice(place.offset, place.offset + REACH));
  const overlap = overlapOf(text, suffix);
  if (overlap === 0) {
    return text;
  }
  const shared = suffix.slice(0, overlap);
  const closers = /^[\s)\]}"'`>;,]*/u.exec(shared)?.[0] ?? "";
  if (closers.length === shared.length) {
    return text.slice(0, text.length - surplusOf(text, shared, lineBefore(place)));
  }
  const isWholeRest = overlap >= rest.trimEnd().length && rest.trim() !== "";
  return isWholeRest || shared.trim().length >= LEAST ? text.slice(0, -overlap) : text;
}

/** How far behind the cursor repetitions are looked for, in UTF-16 code units. */
const REACH = 400;

/** What is shorter may be the same by chance. */
const LEAST = 8;

/** The length of the longest end of `text` that `suffix` begins with. */
function overlapOf(text: string, suffix: string): number {
  for (let length = Math.min(text.length, suffix.length); length > 0; length -= 1) {
    if (text.endsWith(suffix.slice(0, length))) {
      return length;
    }
  }
  return 0;
}

/** How much of `shared` at the end of `text` is more than `text` needs, in UTF-16 code units. */
function surplusOf(text: string, shared: string, before: string): number {
  for (let length = shared.length; length > 0; length -= 1) {
    const cut = text.slice(0, text.length - length);
    const part = shared.slice(0, length);
    if (text.endsWith(part) && !isOpen(cut, before) && isSurplus(part, text)) {
      return length;
    }
  }
  return 0;
}

/** Whether `text` has brackets or a quote open that it would have to close itself. */
function isOpen(text: string, before: string): boolean {
  return bracketsOf(text).open > 0 || (openQuote(before + text) !== "" && openQuote(before) === "");
}

/** A quote that `text` need not close is the document's; so are a semicolon and a comma, which nobody writes twice. */
function isSurplus(part: string, text: string): boolean {
  return (
    bracketsOf(text).surplusAt !== undefined ||
    /["'`]/u.test(part) ||
    /^\s*[;,][\s;,]*$/u.test(part)
  );
}

/** The quote that `line` is inside of at its end, or nothing. */
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
