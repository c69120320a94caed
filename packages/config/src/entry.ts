import * as v from "valibot";

import type { ConfigIssue, ConfigOrigin } from "./config-issue.ts";
import { describeValue } from "./describe-value.ts";
import type { Setting } from "./schema.ts";

/** One thing that a source says: a valid value for a key, or a mistake. */
export type Entry =
  | {
      readonly ok: true;
      readonly key: string;
      readonly value: unknown;
      readonly origin: ConfigOrigin;
    }
  | { readonly ok: false; readonly issue: ConfigIssue };

/** The entry for a value, checked against what `setting` allows. */
export function entryOf({ key, schema }: Setting, value: unknown, origin: ConfigOrigin): Entry {
  const result = v.safeParse(schema, value, { abortPipeEarly: true });
  return result.success
    ? { ok: true, key, value, origin }
    : mistake(origin, key, `is ${describeValue(value)}, ${result.issues[0].message}`);
}

export function mistake(origin: ConfigOrigin, key: string | undefined, message: string): Entry {
  return { ok: false, issue: { origin, ...(key === undefined ? {} : { key }), message } };
}
