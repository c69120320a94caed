import type { InlineCompletionItem } from "vscode-languageserver";

import type { Place } from "../../protocol/cursor.ts";
import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import type { Suggestion } from "../engine/completion-engine.ts";
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
