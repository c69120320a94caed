import * as v from "valibot";

import type { ConfigIssue, ConfigOrigin } from "../describe/config-issue.ts";
import { describeAddress, describeValue } from "../describe/format-value.ts";
import { isTable } from "../schema/rules.ts";
import type { SettingShape } from "../schema/shape.ts";

/** One assignment in a source: a valid value for a key, or a mistake. */
export type Entry =
  | {
      readonly ok: true;
      readonly key: string;
      /** The key without quotes and stars, for a section whose NAME needs them. */
      readonly plainKey?: string;
      readonly value: unknown;
      readonly origin: ConfigOrigin;
      /** The origins of the parts of a composite value, by key such as `models.cli[0].model`. */
      readonly parts?: ReadonlyMap<string, ConfigOrigin>;
      /** Set when the value is a list that is appended to that of the lower layers instead of replacing it. */
      readonly isAppended?: true;
    }
  | { readonly ok: false; readonly issue: ConfigIssue };

/** Checks a value against the rule of its setting. */
export function settingEntry(
  key: string,
  shape: SettingShape,
  value: unknown,
  origin: ConfigOrigin,
): Entry {
  if (resetsToDefault(shape, value)) {
    return { ok: true, key, value: undefined, origin };
  }
  const result = v.safeParse(shape.rule, value, { abortPipeEarly: true });
  if (result.success) {
    return { ok: true, key, value, origin };
  }
  const [issue] = result.issues;
  const found = shape.isSecret ? "is wrong" : describeFound(shape, value, issue);
  const allowed = issue.message;
  if (isTable(value) && shape.isSecret !== true && !allowed.startsWith("must be")) {
    return mistake(origin, key, allowed); // It is about a part of the table.
  }
  const orDefault = canBeAbsent(shape) && !allowed.endsWith("?") ? ', or "default"' : "";
  return mistake(origin, key, `${found}, ${allowed}${orDefault}`);
}

/** What stands there: the value, or in a list the item that is wrong. */
function describeFound(
  shape: SettingShape,
  value: unknown,
  { path }: v.BaseIssue<unknown>,
): string {
  const [place] = path ?? [];
  if (Array.isArray(value) && place !== undefined) {
    return `has ${describeValue(place.value)} as its item ${Number(place.key) + 1}`;
  }
  return `is ${(shape.isAddress ? describeAddress : describeValue)(value)}`;
}

export function mistake(origin: ConfigOrigin, key: string | undefined, message: string): Entry {
  return { ok: false, issue: { origin, ...(key === undefined ? {} : { key }), message } };
}

/**
 * Whether `value` resets a key that has no default to "not set": it is the word "default", or it is empty and the rule of
 * the key does not allow an empty value.
 */
export function resetsToDefault(shape: SettingShape, value: unknown): boolean {
  if (!canBeAbsent(shape)) {
    return false;
  }
  const isEmpty = value === "" || (Array.isArray(value) && value.length === 0);
  return value === "default" || (isEmpty && !v.is(shape.rule, value));
}

/** Whether a key is optional and has no default. */
export function canBeAbsent(shape: SettingShape): boolean {
  return shape.default === undefined && !shape.isRequired;
}
