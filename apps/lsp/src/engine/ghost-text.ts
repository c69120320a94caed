import type { InlineCompletionItem } from "vscode-languageserver";

import type { PositionEncoding } from "../position-encoding.ts";
import type { Suggestion } from "./completion-engine.ts";
import type { Place } from "./place.ts";
import { rangeBefore } from "./range-before.ts";
import { wordBefore } from "./word-before.ts";

/** A suggestion as ghost text. It replaces the word before the cursor, which it begins with. */
export function ghostTextOf(
  place: Place,
  { text }: Suggestion,
  encoding: PositionEncoding,
): InlineCompletionItem {
  const word = wordBefore(place);
  return { insertText: word + text, range: rangeBefore(place, word.length, encoding) };
}
