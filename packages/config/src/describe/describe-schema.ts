import * as v from "valibot";

import { SCHEMA } from "../schema/schema.ts";
import { variableOf } from "../schema/schema.ts";
import type { AnyRow, AnyShape, SettingShape } from "../schema/shape.ts";
import { formatValue } from "./format-value.ts";

/** One section header of the file and the keys below it. */
export interface SchemaSection {
  /** As the file writes it: `[openai]`, `[[models.cli]]`, `[compatible.NAME]`. */
  readonly header: string;
  /** What the section is for. Not set where the descriptions of its keys are enough. */
  readonly description?: string;
  /** Whether a project's file may have the whole section; each key has its own flag too. */
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
  /** As TOML writes it. Not set when the key has no default. */
  readonly default?: string;
  /** The environment variable that sets the key, if there is one. */
  readonly variable?: string;
  readonly inProject: boolean;
  readonly inEditor: boolean;
}

/** Lists every key that exists, in the order of `config.toml.example`. */
export function describeSchema(): readonly SchemaSection[] {
  return Object.entries(SCHEMA.section).flatMap(([name, shape]) => sections([name], shape));
}

function sections(path: readonly string[], shape: AnyShape): readonly SchemaSection[] {
  const name = path.join(".");
  if ("row" in shape) {
    const { description, inProject = false, row } = shape;
    return [{ header: `[[${name}]]`, description, inProject, keys: rowKeys(row) }];
  }
  if ("named" in shape) {
    const { description, named, inProject = false } = shape;
    return [{ header: `[${name}.NAME]`, description, inProject, keys: rowKeys(named) }];
  }
  if (!("section" in shape)) {
    return [];
  }
  const parts = Object.entries(shape.section);
  const keys = parts.flatMap(([key, part]) =>
    "rule" in part
      ? [schemaKey(key, part, variableOf({ key: `${name}.${key}`, shape: part }))]
      : [],
  );
  return [
    ...(keys.length === 0 ? [] : [{ header: `[${name}]`, inProject: false, keys }]),
    ...parts.flatMap(([key, part]) => sections([...path, key], part)),
  ];
}

function rowKeys(row: AnyRow): readonly SchemaKey[] {
  return Object.entries(row).map(([name, shape]) => schemaKey(name, shape, undefined));
}

function schemaKey(name: string, shape: SettingShape, variable: string | undefined): SchemaKey {
  const { description, rule, inProject = false, inEditor = false } = shape;
  return {
    name,
    description,
    rule: ruleText(rule),
    ...(shape.default === undefined ? {} : { default: formatValue(shape.default) }),
    ...(variable === undefined ? {} : { variable }),
    inProject,
    inEditor,
  };
}

/** The message of a rule says what is allowed. Every rule refuses `undefined`, so checking that yields the message. */
function ruleText(rule: SettingShape["rule"]): string {
  return v.safeParse(rule, undefined).issues?.[0].message ?? "";
}
