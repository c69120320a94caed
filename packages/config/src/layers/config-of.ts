import type { Config } from "../config.ts";
import { SCHEMA } from "../schema/schema.ts";
import type { AnySection, AnyShape } from "../schema/shape.ts";

/**
 * The whole configuration from valid values by key; a row or a named section is one value. A key that is not
 * there, or whose value is `undefined`, gets its default, and is absent when it has none.
 */
export function configOf(values: ReadonlyMap<string, unknown>): Config {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the compiler holds the schema's shape against Config, and the rules every value
  return sectionOf(SCHEMA, "", values) as Config;
}

function sectionOf(
  { section }: AnySection,
  prefix: string,
  values: ReadonlyMap<string, unknown>,
): object {
  return Object.fromEntries(
    Object.entries(section)
      .map(([name, shape]) => [name, valueOf(shape, `${prefix}${name}`, values)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function valueOf(shape: AnyShape, key: string, values: ReadonlyMap<string, unknown>): unknown {
  if ("section" in shape) {
    return sectionOf(shape, `${key}.`, values);
  }
  if ("named" in shape) {
    const prefix = `${key}.`;
    const named = [...values].filter(([path]) => path.startsWith(prefix));
    return new Map(named.map(([path, value]) => [path.slice(prefix.length), value]));
  }
  return values.get(key) ?? ("row" in shape ? [] : shape.default);
}
