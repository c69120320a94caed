import type { Span } from "../protocol/text-change.ts";
import type { Spot } from "./live-text.ts";
import { movedSpan } from "./tracked-span.ts";

/** The place of a tag, or of the whole line that it is on, which a result is to stand instead of. */
export function tagSpot(place: Span): Spot {
  return {
    moved(change) {
      const isInside = change.end > place.start && change.start < place.end;
      const moved = isInside ? undefined : movedSpan(place, change);
      return moved && tagSpot(moved);
    },
    plan(_text, addition) {
      const spot = tagSpot({ start: place.start, end: place.start + addition.length });
      return { edits: [{ ...place, text: addition }], spot };
    },
  };
}
