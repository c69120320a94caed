import type { ConfigOrigin } from "../describe/config-issue.ts";
import { shownKey } from "../describe/shown-key.ts";
import type { AnyRow } from "../schema/shape.ts";
import { type Entry, entryOf, mistake } from "./entry.ts";
import { plainValueOf, type SourceTable } from "./source-tree.ts";
import { unknownKey } from "./unknown-name.ts";

/** The one entry for a row or a named section, with its defaults; or everything that is wrong with it. */
export function entryOfRow(
  row: AnyRow,
  path: string,
  table: SourceTable,
  originOf: (line: number | undefined) => ConfigOrigin,
): readonly Entry[] {
  const origin = originOf(table.line);
  const said = [...table.entries].map(([name, node]) => {
    const shape = Object.hasOwn(row, name) ? row[name] : undefined;
    return shape === undefined
      ? mistake(originOf(node.line), `${path}.${shownKey(name)}`, unknownKey(row, path, name))
      : entryOf(`${path}.${name}`, shape, plainValueOf(node), originOf(node.line));
  });
  const missing = Object.entries(row)
    .filter(([name, { isRequired }]) => isRequired && !table.entries.has(name))
    .map(([name]) => mistake(origin, path, `has no ${name}, must have one`));
  const mistakes = [...said, ...missing].filter((entry) => !entry.ok);
  if (mistakes.length > 0) {
    return mistakes;
  }
  const valid = said.filter((entry) => entry.ok);
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
