import type { ValidConfig } from "../layers/merge-entries.ts";
import { SCHEMA } from "../schema/schema.ts";
import type { AnyRow, AnyShape } from "../schema/shape.ts";
import type { ConfigOrigin } from "./config-issue.ts";
import { formatValue } from "./format-value.ts";
import { shownKey } from "./shown-key.ts";

/** One key of the effective configuration, fit to be shown: secrets are masked. */
export interface ConfigLine {
  /** Such as `openai.model`, `models.cli[0].model` or `compatible.lab.model`. */
  readonly key: string;
  /** As in the file; absent when the key is not set. */
  readonly value?: unknown;
  /** The value as TOML writes it, on one line; empty when the key is not set. */
  readonly text: string;
  /** Absent: the default. */
  readonly origin?: ConfigOrigin;
}

const MASK = "***";

/** Every key with its effective value and where that comes from, in the order of `config.toml.example`. */
export function describeConfig({
  config,
  origins,
}: Omit<ValidConfig, "ok">): readonly ConfigLine[] {
  return linesOf(SCHEMA, "", config, origins);
}

type Origins = ReadonlyMap<string, ConfigOrigin>;

function linesOf(
  shape: AnyShape,
  key: string,
  value: unknown,
  origins: Origins,
): readonly ConfigLine[] {
  if ("section" in shape) {
    const values = propertiesOf(value);
    return Object.entries(shape.section).flatMap(([name, part]) =>
      linesOf(part, key === "" ? name : `${key}.${name}`, values.get(name), origins),
    );
  }
  if ("row" in shape) {
    const rows = Array.isArray(value) ? value : [];
    return rows.length === 0
      ? [lineOf(key, [], origins.get(key))]
      : rows.flatMap((row, index) => rowLines(shape.row, `${key}[${index}]`, row, origins));
  }
  if ("named" in shape) {
    const named = value instanceof Map ? [...value] : [];
    return named.flatMap(([name, row]) =>
      rowLines(shape.named, `${key}.${shownKey(String(name))}`, row, origins),
    );
  }
  return shape.isSecret === true && value !== undefined
    ? [{ ...lineOf(key, MASK, origins.get(key)), text: MASK }]
    : [lineOf(key, value, origins.get(key))];
}

function rowLines(
  row: AnyRow,
  path: string,
  value: unknown,
  origins: Origins,
): readonly ConfigLine[] {
  const values = propertiesOf(value);
  return Object.entries(row).flatMap(([name, shape]) =>
    values.has(name) ? linesOf(shape, `${path}.${name}`, values.get(name), origins) : [],
  );
}

function lineOf(key: string, value: unknown, origin: ConfigOrigin | undefined): ConfigLine {
  return {
    key,
    ...(value === undefined ? { text: "" } : { value, text: formatValue(value) }),
    ...(origin !== undefined && { origin }),
  };
}

function propertiesOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}
