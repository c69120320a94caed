import { type Cursor, lineAfter } from "../../protocol/cursor.ts";
import { type ModelOutput, postprocessPartial } from "./postprocess-partial.ts";
import { type Scope, stopPoint } from "./stop-point.ts";
import { dropSuffixOverlap } from "./suffix-overlap.ts";
import { dropHalfCharacter } from "./well-formed.ts";

/** Turns the whole output of a model into the text to insert at the cursor. Empty when nothing is left. */
export function postprocess(output: ModelOutput, cursor: Cursor, scope: Scope): string {
  const text = postprocessPartial(output, cursor);
  // The added line break has the last line judged too.
  const stop = stopPoint(`${text}\n`, cursor, scope) ?? text.length;
  const stopped = text.slice(0, Math.min(stop, text.length)).replace(/[\r\n]+$/, "");
  const fitting = dropSuffixOverlap(stopped, cursor);
  const isAtLineEnd = lineAfter(cursor).trim() === "";
  const completion = isAtLineEnd ? fitting.trimEnd() : fitting;
  return completion.trim() === "" ? "" : dropHalfCharacter(completion);
}
