import type { Range } from "vscode-languageserver";

import type { PositionEncoding } from "../position-encoding.ts";
import { widthOf } from "../transcode-position.ts";
import { lineBefore, type Place } from "./place.ts";

/** The range from `length` UTF-16 code units before the cursor to the cursor, on one line, as the client counts. */
export function rangeBefore(place: Place, length: number, encoding: PositionEncoding): Range {
  const before = lineBefore(place);
  const start = widthOf(before.slice(0, before.length - length), encoding);
  return {
    start: { line: place.line, character: start },
    end: { line: place.line, character: widthOf(before, encoding) },
  };
}
