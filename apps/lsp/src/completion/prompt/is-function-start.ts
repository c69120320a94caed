import { lineBefore, type Place } from "../../protocol/cursor.ts";

/** The head of a function in most languages, up to the end of what was written of it. */
const HEAD =
  /\b(?:async|constructor|def|defn|fn|fun|func|function|lambda|method|proc|sub)\b[^;]*$|=>\s*[({]?\s*$|\)\s*(?:->[^;{]*|:[^;{]*)?\{\s*$/u;

/** How far above the cursor the head is looked for, in UTF-16 code units. */
const REACH = 500;

/** Whether a new function begins at the cursor: its head is on this line, or on the last one that is not blank. */
export function isFunctionStart(place: Place): boolean {
  const { text, offset } = place;
  const here = lineBefore(place);
  const head =
    here.trim() === "" ? lastLineOf(text.slice(Math.max(0, offset - REACH), offset)) : here;
  return HEAD.test(head.slice(-REACH));
}

function lastLineOf(text: string): string {
  return text.trimEnd().split("\n").at(-1) ?? "";
}
