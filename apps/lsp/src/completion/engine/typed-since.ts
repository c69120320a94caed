import type { Place } from "../../protocol/cursor.ts";

/** More than this is no typing but pasting, in UTF-16 code units. */
export const MAX_TYPED = 128;

/**
 * What was typed at the cursor of `place` to make the document `text`; empty when nothing has changed. Undefined when anything
 * else has changed.
 */
export function typedSince(place: Place, text: string): string | undefined {
  const length = text.length - place.text.length;
  if (length < 0 || length > MAX_TYPED) {
    return undefined;
  }
  const { offset } = place;
  const isSame =
    text.slice(0, offset) === place.text.slice(0, offset) &&
    text.slice(offset + length) === place.text.slice(offset);
  return isSame ? text.slice(offset, offset + length) : undefined;
}

/** The same between two places: the cursor must be behind what was typed. */
export function typedBetween(from: Place, to: Place): string | undefined {
  const typed = from.uri === to.uri ? typedSince(from, to.text) : undefined;
  return typed !== undefined && to.offset === from.offset + typed.length ? typed : undefined;
}
