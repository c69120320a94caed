import type { Cursor } from "../../protocol/cursor.ts";

/** A longer text at once is pasted and not typed, in UTF-16 code units. */
export const MAX_TYPED = 128;

/**
 * The text that was typed at `cursor` to turn its document into `text`; empty when nothing has changed, undefined when anything
 * else has changed.
 */
export function typedSince(cursor: Cursor, text: string): string | undefined {
  const length = text.length - cursor.text.length;
  if (length < 0 || length > MAX_TYPED) {
    return undefined;
  }
  const { offset } = cursor;
  const isSame =
    text.slice(0, offset) === cursor.text.slice(0, offset) &&
    text.slice(offset + length) === cursor.text.slice(offset);
  return isSame ? text.slice(offset, offset + length) : undefined;
}

/** The text that was typed between two cursors; undefined unless the later one is right behind it. */
export function typedBetween(from: Cursor, to: Cursor): string | undefined {
  const typed = from.uri === to.uri ? typedSince(from, to.text) : undefined;
  return typed !== undefined && to.offset === from.offset + typed.length ? typed : undefined;
}

/**
 * How typed text relates to the output of a model so far: the output begins with it (`match`), the model has not come that far
 * (`pending`), or they differ (`mismatch`).
 */
export type TypedMatch = "match" | "pending" | "mismatch";

export function matchTyped(typed: string, output: string): TypedMatch {
  if (typed.length < output.length) {
    return output.startsWith(typed) ? "match" : "mismatch";
  }
  return typed.startsWith(output) ? "pending" : "mismatch";
}
