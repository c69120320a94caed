import type { Range } from "vscode-languageserver";

import { lineBefore, type Place } from "../../protocol/cursor.ts";
import type { PositionEncoding } from "../../protocol/position-encoding.ts";
import { widthOf } from "../../protocol/positions.ts";

/** The range from `length` UTF-16 code units before the cursor to the cursor, on one line, as the client counts. */
export function rangeBefore(place: Place, length: number, encoding: PositionEncoding): Range {
  const before = lineBefore(place);
  const start = widthOf(before.slice(0, before.length - length), encoding);
  return {
    start: { line: place.line, character: start },
    end: { line: place.line, character: widthOf(before, encoding) },
  };
}
