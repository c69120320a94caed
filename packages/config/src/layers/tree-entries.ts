import type { ConfigOrigin } from "../describe/config-issue.ts";
import { formatKey } from "../describe/format-value.ts";
import { SCHEMA } from "../schema/schema.ts";
import type {
  AnyNamed,
  AnyRows,
  AnySection,
  AnyShape,
  SettingShape,
  AnyRow,
} from "../schema/shape.ts";
import { type Entry, settingEntry, mistake } from "./entry.ts";
import { plainValue, type SourceNode, type SourceTable } from "./source-tree.ts";
import { unknownKey } from "./unknown-key.ts";

/** Where a tree was read from. */
export interface Source {
  readonly originOf: (line: number | undefined) => ConfigOrigin;
  readonly untrusted?: UntrustedSource;
}

/** A source that an attacker may control: a cloned repository's file, or workspace settings of an editor. */
interface UntrustedSource {
  readonly kind: "project" | "editor";
  /** The file that a message names for settings that this source must not change. */
  readonly userFile: string;
}

/** Every value and every mistake in a tree. */
export function treeEntries(root: SourceTable, source: Source): readonly Entry[] {
  return tableEntries(SCHEMA, "", root, source);
}

function tableEntries(
  { section }: AnySection,
  path: string,
  table: SourceTable,
  source: Source,
): readonly Entry[] {
  return [...table.entries].flatMap(([name, node]) => {
    const key = path === "" ? formatKey(name) : `${path}.${formatKey(name)}`;
    const shape = Object.hasOwn(section, name) ? section[name] : undefined;
    return shape === undefined
      ? [mistake(source.originOf(node.line), key, unknownKey(section, path, name))]
      : shapeEntries(shape, key, node, source);
  });
}

function shapeEntries(
  shape: AnyShape,
  key: string,
  node: SourceNode,
  source: Source,
): readonly Entry[] {
  const origin = source.originOf(node.line);
  if ("section" in shape) {
    return node.type === "table"
      ? tableEntries(shape, key, node, source)
      : [mistake(origin, key, `is not a section, must be written as [${key}]`)];
  }
  if ("named" in shape) {
    return namedEntries(shape, key, node, source);
  }
  if (source.untrusted !== undefined && !maySet(source.untrusted, shape)) {
    return [refusal(key, origin, source.untrusted)];
  }
  if ("row" in shape) {
    return rowsEntries(shape, key, node, source);
  }
  const allowed = source.untrusted === undefined ? shape : restrictedShape(shape);
  const entry = settingEntry(key, allowed, plainValue(node), origin);
  const isAppended = source.untrusted !== undefined && shape.appendOnly === true;
  return [entry.ok && isAppended ? { ...entry, isAppended } : entry];
}

function maySet({ kind }: UntrustedSource, shape: SettingShape | AnyRows): boolean {
  return shape.inProject ?? (kind === "editor" && "inEditor" in shape);
}

function restrictedShape(shape: SettingShape): SettingShape {
  return { ...shape, rule: shape.untrustedRule ?? shape.rule };
}

function namedEntries(
  { named, refuseName, inProject }: AnyNamed,
  key: string,
  node: SourceNode,
  source: Source,
): readonly Entry[] {
  const { originOf, untrusted } = source;
  if (node.type !== "table") {
    return [
      mistake(originOf(node.line), key, `is not a section, must be written as [${key}.NAME]`),
    ];
  }
  return [...node.entries].flatMap(([name, table]) => {
    const path = `${key}.${formatKey(name)}`;
    const origin = originOf(table.line);
    if (untrusted !== undefined && !(inProject === true && untrusted.kind === "project")) {
      return [refusal(path, origin, untrusted)];
    }
    if (table.type !== "table") {
      return [mistake(origin, path, `is not a section, must stand in a [${key}.NAME]`)];
    }
    const refused = refuseName(name);
    return refused === undefined
      ? rowEntries(named, path, table, source).map((entry) =>
          entry.ok ? { ...entry, plainKey: `${key}.${name}` } : entry,
        )
      : [mistake(origin, path, refused)];
  });
}

/** The mistakes in the rows, then one entry for the whole list with the valid rows. */
function rowsEntries(
  { row }: AnyRows,
  key: string,
  node: SourceNode,
  source: Source,
): readonly Entry[] {
  const origin = source.originOf(node.line);
  if (node.type !== "list") {
    return [mistake(origin, key, `is not a list of sections, must be written as [[${key}]]`)];
  }
  const entries = node.items.flatMap((item, index) =>
    item.type === "table"
      ? rowEntries(row, `${key}[${index}]`, item, source)
      : [mistake(origin, key, `is not a list of sections, must be written as [[${key}]]`)],
  );
  const rows = entries.filter((entry) => entry.ok);
  const parts = new Map(rows.flatMap(({ parts: inner }) => [...(inner ?? [])]));
  const value = rows.map((entry) => entry.value);
  return [...entries.filter((entry) => !entry.ok), { ok: true, key, value, origin, parts }];
}

function refusal(key: string, origin: ConfigOrigin, { kind, userFile }: UntrustedSource): Entry {
  const who = kind === "project" ? "a project" : "the editor";
  return mistake(origin, key, `may not be set by ${who}, must be set in ${userFile}`);
}

/** One entry for a row or a named section, defaults included, or every mistake in it. */
function rowEntries(
  row: AnyRow,
  path: string,
  table: SourceTable,
  { originOf, untrusted }: Source,
): readonly Entry[] {
  const origin = originOf(table.line);
  const present = [...table.entries].map(([name, node]) => {
    const shape = Object.hasOwn(row, name) ? row[name] : undefined;
    const nodeOrigin = originOf(node.line);
    if (shape === undefined) {
      return mistake(nodeOrigin, `${path}.${formatKey(name)}`, unknownKey(row, path, name));
    }
    return untrusted !== undefined && shape.onlyUser === true
      ? refusal(`${path}.${name}`, nodeOrigin, untrusted)
      : settingEntry(`${path}.${name}`, shape, plainValue(node), nodeOrigin);
  });
  const missing = Object.entries(row)
    .filter(([name, { isRequired }]) => isRequired && !table.entries.has(name))
    .map(([name]) => mistake(origin, path, `has no ${name}, must have one`));
  const mistakes = [...present, ...missing].filter((entry) => !entry.ok);
  if (mistakes.length > 0) {
    return mistakes;
  }
  const valid = present.filter((entry) => entry.ok);
  const values = new Map(valid.map(({ key, value }) => [key, value]));
  return [
    {
      ok: true,
      key: path,
      value: Object.fromEntries(
        Object.entries(row)
          .map(([name, shape]) => [name, values.get(`${path}.${name}`) ?? shape.default] as const)
          .filter(([, value]) => value !== undefined),
      ),
      origin,
      parts: new Map([[path, origin], ...valid.map((entry) => [entry.key, entry.origin] as const)]),
    },
  ];
}
