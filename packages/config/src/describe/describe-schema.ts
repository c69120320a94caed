import * as v from "valibot";

import { SCHEMA } from "../schema/schema.ts";
import type { AnyRow, AnyShape, SettingShape } from "../schema/shape.ts";
import { variableOf } from "../schema/variable-of.ts";
import { formatValue } from "./format-value.ts";

/** One header of the file and the keys below it. */
export interface SchemaSection {
  /** As the file writes it: `[openai]`, `[[models.cli]]`, `[compatible.NAME]`. */
  readonly header: string;
  /** What the section is about; absent where its keys say it. */
  readonly description?: string;
  /** Whether a project's file may have it, as far as the keys do not say. */
  readonly inProject: boolean;
  readonly keys: readonly SchemaKey[];
}

/** One key, in words for users. */
export interface SchemaKey {
  readonly name: string;
  /** What it does; may have several lines. */
  readonly description: string;
  /** What is allowed, such as `must be true or false`. */
  readonly rule: string;
  /** As TOML writes it. Absent: the key is not set, or must be. */
  readonly default?: string;
  /** The environment variable that sets it, if one does. */
  readonly variable?: string;
  readonly inProject: boolean;
  readonly inEditor: boolean;
}

/** Every key that there is, in the order of `config.toml.example`. */
export function describeSchema(): readonly SchemaSection[] {
  return Object.entries(SCHEMA.section).flatMap(([name, shape]) => sectionsOf([name], shape));
}

function sectionsOf(path: readonly string[], shape: AnyShape): readonly SchemaSection[] {
  const name = path.join(".");
  if ("row" in shape) {
    const { description, inProject = false, row } = shape;
    return [{ header: `[[${name}]]`, description, inProject, keys: rowKeysOf(row) }];
  }
  if ("named" in shape) {
    const { description, named } = shape;
    return [{ header: `[${name}.NAME]`, description, inProject: false, keys: rowKeysOf(named) }];
  }
  if (!("section" in shape)) {
    return [];
  }
  const parts = Object.entries(shape.section);
  const keys = parts.flatMap(([key, part]) =>
    "rule" in part ? [keyOf(key, part, variableOf({ key: `${name}.${key}`, shape: part }))] : [],
  );
  return [
    ...(keys.length === 0 ? [] : [{ header: `[${name}]`, inProject: false, keys }]),
    ...parts.flatMap(([key, part]) => sectionsOf([...path, key], part)),
  ];
}

function rowKeysOf(row: AnyRow): readonly SchemaKey[] {
  return Object.entries(row).map(([name, shape]) => keyOf(name, shape, undefined));
}

function keyOf(name: string, shape: SettingShape, variable: string | undefined): SchemaKey {
  const { description, rule, inProject = false, inEditor = false } = shape;
  return {
    name,
    description,
    rule: ruleTextOf(rule),
    ...(shape.default === undefined ? {} : { default: formatValue(shape.default) }),
    ...(variable === undefined ? {} : { variable }),
    inProject,
    inEditor,
  };
}

/** Rules say what is allowed to whoever breaks them, and no value of a file is undefined. */
function ruleTextOf(rule: SettingShape["rule"]): string {
  return v.safeParse(rule, undefined).issues?.[0].message ?? "";
}
