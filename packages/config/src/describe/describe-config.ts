import * as v from "valibot";

import type { ValidConfig } from "../layers/merge-entries.ts";
import { SCHEMA } from "../schema/schema.ts";
import type { AnyRow, AnyShape, SettingShape } from "../schema/shape.ts";
import type { ConfigOrigin } from "./config-issue.ts";
import { formatKey, formatValue } from "./format-value.ts";

/** One key of the effective configuration. Secrets are masked, so that it can be printed. */
export interface ConfigLine {
  /** Such as `openai.model`, `models.cli[0].model` or `compatible.lab.model`. */
  readonly key: string;
  /** The value as the file would have it. Not set when the key is not. */
  readonly value?: unknown;
  /** The value as TOML writes it, on one line; empty when the key is not set. */
  readonly text: string;
  /** Not set when the value is the default. */
  readonly origin?: ConfigOrigin;
}

const MASK = "***";

/** Lists every key with its effective value and its origin, in the order of `config.toml.example`. */
export function describeConfig({
  config,
  origins,
}: Omit<ValidConfig, "ok">): readonly ConfigLine[] {
  return shapeLines(SCHEMA, "", config, origins);
}

type Origins = ReadonlyMap<string, ConfigOrigin>;

function shapeLines(
  shape: AnyShape,
  key: string,
  value: unknown,
  origins: Origins,
): readonly ConfigLine[] {
  if ("section" in shape) {
    const values = propertiesOf(value);
    return Object.entries(shape.section).flatMap(([name, part]) =>
      shapeLines(part, key === "" ? name : `${key}.${name}`, values.get(name), origins),
    );
  }
  if ("row" in shape) {
    const rows = Array.isArray(value) ? value : [];
    return rows.length === 0
      ? [settingLine(key, [], origins.get(key))]
      : rows.flatMap((row, index) => rowLines(shape.row, `${key}[${index}]`, row, origins));
  }
  if ("named" in shape) {
    const named = value instanceof Map ? [...value] : [];
    return named.flatMap(([name, row]) =>
      rowLines(shape.named, `${key}.${formatKey(String(name))}`, row, origins),
    );
  }
  return [settingLine(key, masked(shape, value), origins.get(key))];
}

/** The value, or stars for a secret and for an address of the shell that is malformed and so may hold a login. */
function masked({ rule, isSecret, isAddress }: SettingShape, value: unknown): unknown {
  if (value === undefined || !(isSecret === true || (isAddress === true && !v.is(rule, value)))) {
    return value;
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.keys(value).map((name) => [name, MASK]))
    : MASK;
}

function rowLines(
  row: AnyRow,
  path: string,
  value: unknown,
  origins: Origins,
): readonly ConfigLine[] {
  const values = propertiesOf(value);
  return Object.entries(row).flatMap(([name, shape]) =>
    values.has(name) ? shapeLines(shape, `${path}.${name}`, values.get(name), origins) : [],
  );
}

function settingLine(key: string, value: unknown, origin: ConfigOrigin | undefined): ConfigLine {
  return {
    key,
    ...(value === undefined
      ? { text: "" }
      : { value, text: value === MASK ? MASK : formatValue(value) }),
    ...(origin !== undefined && { origin }),
  };
}

function propertiesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
