import type { ConfigOrigin } from "../describe/config-issue.ts";
import { shownKey } from "../describe/shown-key.ts";
import { SCHEMA } from "../schema/schema.ts";
import type { AnyNamed, AnyRows, AnySection, AnyShape, SettingShape } from "../schema/shape.ts";
import { entryOfRow } from "./entry-of-row.ts";
import { type Entry, entryOf, mistake } from "./entry.ts";
import { plainValueOf, type SourceNode, type SourceTable } from "./source-tree.ts";
import { unknownKey } from "./unknown-name.ts";

/** Who says what a tree says. */
export interface Source {
  readonly originOf: (line: number | undefined) => ConfigOrigin;
  readonly guest?: Guest;
}

/** Who may come with a cloned repository, and so may not set everything. */
interface Guest {
  readonly kind: "project" | "editor";
  /** Where the user puts what a guest may not set. */
  readonly userPlace: string;
}

/** Every value and every mistake in what a source says. */
export function entriesOfTree(root: SourceTable, source: Source): readonly Entry[] {
  return entriesOfTable(SCHEMA, "", root, source);
}

function entriesOfTable(
  { section }: AnySection,
  path: string,
  table: SourceTable,
  source: Source,
): readonly Entry[] {
  return [...table.entries].flatMap(([name, node]) => {
    const key = path === "" ? shownKey(name) : `${path}.${shownKey(name)}`;
    const shape = Object.hasOwn(section, name) ? section[name] : undefined;
    return shape === undefined
      ? [mistake(source.originOf(node.line), key, unknownKey(section, path, name))]
      : entriesOfShape(shape, key, node, source);
  });
}

function entriesOfShape(
  shape: AnyShape,
  key: string,
  node: SourceNode,
  source: Source,
): readonly Entry[] {
  const origin = source.originOf(node.line);
  if ("section" in shape) {
    return node.type === "table"
      ? entriesOfTable(shape, key, node, source)
      : [mistake(origin, key, `is not a section, must be written as [${key}]`)];
  }
  if ("named" in shape) {
    return entriesOfNamed(shape, key, node, source);
  }
  if (source.guest !== undefined && !maySet(source.guest, shape)) {
    return [refusal(key, origin, source.guest)];
  }
  if ("row" in shape) {
    return entriesOfRows(shape, key, node, source);
  }
  const allowed = source.guest === undefined ? shape : shapeForGuests(shape);
  const entry = entryOf(key, allowed, plainValueOf(node), origin);
  const isAdded = source.guest !== undefined && shape.growsByGuests === true;
  return [entry.ok && isAdded ? { ...entry, isAdded } : entry];
}

function maySet({ kind }: Guest, shape: SettingShape | AnyRows): boolean {
  return shape.inProject ?? (kind === "editor" && "inEditor" in shape);
}

function shapeForGuests(shape: SettingShape): SettingShape {
  return { ...shape, rule: shape.guestRule ?? shape.rule };
}

function entriesOfNamed(
  { named, refuseName }: AnyNamed,
  key: string,
  node: SourceNode,
  { originOf, guest }: Source,
): readonly Entry[] {
  if (node.type !== "table") {
    return [
      mistake(originOf(node.line), key, `is not a section, must be written as [${key}.NAME]`),
    ];
  }
  return [...node.entries].flatMap(([name, table]) => {
    const path = `${key}.${shownKey(name)}`;
    const origin = originOf(table.line);
    if (guest !== undefined) {
      return [refusal(path, origin, guest)];
    }
    if (table.type !== "table") {
      return [mistake(origin, path, `is not a section, must stand in a [${key}.NAME]`)];
    }
    const refused = refuseName(name);
    return refused === undefined
      ? entryOfRow(named, path, table, originOf)
      : [mistake(origin, path, refused)];
  });
}

/** One entry for the whole list, with the rows that are right, behind the mistakes in the others. */
function entriesOfRows(
  { row }: AnyRows,
  key: string,
  node: SourceNode,
  { originOf }: Source,
): readonly Entry[] {
  const origin = originOf(node.line);
  if (node.type !== "list") {
    return [mistake(origin, key, `is not a list of sections, must be written as [[${key}]]`)];
  }
  const entries = node.items.flatMap((item, index) =>
    item.type === "table"
      ? entryOfRow(row, `${key}[${index}]`, item, originOf)
      : [mistake(origin, key, `is not a list of sections, must be written as [[${key}]]`)],
  );
  const rows = entries.filter((entry) => entry.ok);
  const parts = new Map(rows.flatMap(({ parts: inner }) => [...(inner ?? [])]));
  const value = rows.map((entry) => entry.value);
  return [...entries.filter((entry) => !entry.ok), { ok: true, key, value, origin, parts }];
}

function refusal(key: string, origin: ConfigOrigin, { kind, userPlace }: Guest): Entry {
  const who = kind === "project" ? "a project" : "the editor";
  return mistake(origin, key, `may not be set by ${who}, must be set in ${userPlace}`);
}
