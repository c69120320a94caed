import type { Config } from "../config.ts";
import { SCHEMA } from "../schema/schema.ts";
import type { AnySection, AnyShape } from "../schema/shape.ts";

/** The configuration when nothing is configured. */
export function defaultConfig(): Config {
  return buildConfig(new Map());
}

/**
 * Builds the configuration from valid values by key; a row or a named section is one value. A key without a value, or
 * with the value `undefined`, gets its default. A key that has no default either is left out.
 */
export function buildConfig(values: ReadonlyMap<string, unknown>): Config {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the schema is typed after Config, and every value has passed its rule
  return buildSection(SCHEMA, "", values) as Config;
}

function buildSection(
  { section }: AnySection,
  prefix: string,
  values: ReadonlyMap<string, unknown>,
): object {
  return Object.fromEntries(
    Object.entries(section)
      .map(([name, shape]) => [name, buildValue(shape, `${prefix}${name}`, values)] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function buildValue(shape: AnyShape, key: string, values: ReadonlyMap<string, unknown>): unknown {
  if ("section" in shape) {
    return buildSection(shape, `${key}.`, values);
  }
  if ("named" in shape) {
    const prefix = `${key}.`;
    const named = [...values].filter(([path]) => path.startsWith(prefix));
    return new Map(named.map(([path, value]) => [path.slice(prefix.length), value]));
  }
  return values.get(key) ?? ("row" in shape ? [] : shape.default);
}
