import * as v from "valibot";

import type { SettingShape } from "../schema/shape.ts";

/**
 * Whether `value` takes back what lower layers say of a key that may be absent: the word "default", or something
 * empty unless that is a value of the key.
 */
export function isTakingBack(shape: SettingShape, value: unknown): boolean {
  if (!canBeAbsent(shape)) {
    return false;
  }
  const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
  return value === "default" || (isEmpty && !v.is(shape.rule, value));
}

/** Whether a key has neither a default nor must be there. */
export function canBeAbsent(shape: SettingShape): boolean {
  return shape.default === undefined && !shape.isRequired;
}
