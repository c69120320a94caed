import * as v from "valibot";

import type { ConfigIssue, ConfigOrigin } from "../describe/config-issue.ts";
import { describeValue } from "../describe/describe-value.ts";
import type { SettingShape } from "../schema/shape.ts";
import { canBeAbsent, isTakingBack } from "./is-taking-back.ts";

/** One thing that a source says: a valid value for a key, or a mistake. */
export type Entry =
  | {
      readonly ok: true;
      readonly key: string;
      readonly value: unknown;
      readonly origin: ConfigOrigin;
      /** Where the parts of a value with parts come from, by key such as `models.cli[0].model`. */
      readonly parts?: ReadonlyMap<string, ConfigOrigin>;
      /** The value is a list that stands behind that of the layers below, and not instead of it. */
      readonly isAdded?: true;
    }
  | { readonly ok: false; readonly issue: ConfigIssue };

/** The entry for a value, checked against what `shape` allows. */
export function entryOf(
  key: string,
  shape: SettingShape,
  value: unknown,
  origin: ConfigOrigin,
): Entry {
  if (isTakingBack(shape, value)) {
    return { ok: true, key, value: undefined, origin };
  }
  const result = v.safeParse(shape.rule, value, { abortPipeEarly: true });
  if (result.success) {
    return { ok: true, key, value, origin };
  }
  const found = shape.isSecret ? "is wrong" : `is ${describeValue(value)}`;
  const allowed = result.issues[0].message;
  const orDefault = canBeAbsent(shape) && !allowed.endsWith("?") ? ', or "default"' : "";
  return mistake(origin, key, `${found}, ${allowed}${orDefault}`);
}

export function mistake(origin: ConfigOrigin, key: string | undefined, message: string): Entry {
  return { ok: false, issue: { origin, ...(key === undefined ? {} : { key }), message } };
}
