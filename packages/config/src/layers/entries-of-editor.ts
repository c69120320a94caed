import { entriesOfTree } from "./entries-of-tree.ts";
import { type Entry, mistake } from "./entry.ts";
import { sourceTableOf } from "./source-tree.ts";

/** Sections, rows and values need five levels; what is deeper is nobody's setting. */
const MOST_LEVELS = 8;

/**
 * What the client of the language server says: an object of sections, as it came over the wire. `null` says nothing, at
 * every level.
 *
 * @param userPlace - Where the user puts what the editor may not set.
 */
export function entriesOfEditor(settings: unknown, userPlace: string): readonly Entry[] {
  const origin = { type: "editor" } as const;
  const said = withoutNulls(settings, MOST_LEVELS);
  if (said === undefined) {
    return [];
  }
  return typeof said === "object" && !Array.isArray(said)
    ? entriesOfTree(sourceTableOf(said), {
        originOf: () => origin,
        guest: { kind: "editor", userPlace },
      })
    : [mistake(origin, undefined, "must be an object of sections")];
}

function withoutNulls(value: unknown, levels: number): {} | undefined {
  if (value === null || value === undefined) {
    return undefined;
  }
  if (typeof value !== "object") {
    return value;
  }
  if (levels === 0) {
    return "";
  }
  if (Array.isArray(value)) {
    return value.map((item) => withoutNulls(item, levels - 1));
  }
  const entries = Object.entries(value).map(
    ([name, inner]) => [name, withoutNulls(inner, levels - 1)] as const,
  );
  return Object.fromEntries(entries.filter(([, inner]) => inner !== undefined));
}
