import { lineAfter, type Place } from "../../protocol/cursor.ts";
import { cleanedStart, type Words } from "./postprocess-partial.ts";
import type { Scope } from "./scope.ts";
import { naturalEndOf } from "./stop-point.ts";
import { withoutRepeatedSuffix } from "./suffix-overlap.ts";

/** The text to insert at the cursor, made of all that a model said. Empty when nothing is left. */
export function cleanedCompletion(words: Words, place: Place, scope: Scope): string {
  const started = cleanedStart(words, place);
  // One line more, so that the last one is judged too.
  const end = naturalEndOf(`${started}\n`, place, scope) ?? started.length;
  const ended = started.slice(0, Math.min(end, started.length)).replace(/[\r\n]+$/, "");
  const fitted = withoutRepeatedSuffix(ended, place);
  const isAtEnd = lineAfter(place).trim() === "";
  const completion = isAtEnd ? fitted.trimEnd() : fitted;
  return completion.trim() === "" ? "" : endOfCharacter(completion);
}

/** A cut must not leave half a character. */
function endOfCharacter(text: string): string {
  return text.replace(/[\ud800-\udbff]$/, "");
}
