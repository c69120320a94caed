import { lineAfter, type Place } from "../../protocol/cursor.ts";

/** How much a completion may be: the rest of one line, or several lines. */
export type Scope = "line" | "lines";

/** One line where text stands behind the cursor, else several. */
export function scopeOf(place: Place): Scope {
  return lineAfter(place).trim() === "" ? "lines" : "line";
}
