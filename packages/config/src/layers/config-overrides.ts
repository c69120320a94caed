import type { Config } from "../config.ts";

/**
 * What flags set: any part of a `Config` but its hosts by name. An absent or `undefined` value leaves the lower
 * layers alone, and `"default"` takes back what they say of a key that may be absent.
 */
export type ConfigOverrides = Overrides<Omit<Config, "compatible">>;

type Overrides<Values> = {
  readonly [Key in keyof Values]?: Override<Values[Key], Values, Key> | undefined;
};

type Override<Value, Values, Key extends keyof Values> = [Value] extends [readonly (infer Item)[]]
  ? readonly ([Item] extends [object] ? Overrides<Item> : Item)[]
  : [Value] extends [object]
    ? Overrides<Value>
    : Value | (Partial<Pick<Values, Key>> extends Pick<Values, Key> ? "default" : never);
