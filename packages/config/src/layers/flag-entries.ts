import type { Config } from "../config.ts";
import type { Entry } from "./entry.ts";
import { toSourceTable } from "./source-tree.ts";
import { treeEntries } from "./tree-entries.ts";

/**
 * What command-line flags set: any part of a `Config` except its hosts and roles by name. `undefined` keeps the value of the lower
 * layers, and `"default"` resets a key that has no default.
 */
export type ConfigOverrides = Overrides<Omit<Config, "compatible" | "roles">>;

type Overrides<Values> = {
  readonly [Key in keyof Values]?: Override<Values[Key], Values, Key> | undefined;
};

type Override<Value, Values, Key extends keyof Values> = [Value] extends [readonly (infer Item)[]]
  ? readonly ([Item] extends [object] ? Overrides<Item> : Item)[]
  : [Value] extends [object]
    ? Overrides<Value>
    : Value | (Partial<Pick<Values, Key>> extends Pick<Values, Key> ? "default" : never);

/** The entries for what a program's flags set. */
export function flagEntries(overrides: ConfigOverrides): readonly Entry[] {
  return treeEntries(toSourceTable(overrides), { originOf: () => ({ type: "override" }) });
}
