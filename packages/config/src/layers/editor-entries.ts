import { type Entry, mistake } from "./entry.ts";
import { toSourceTable } from "./source-tree.ts";
import { treeEntries } from "./tree-entries.ts";

/** No setting is nested deeper than five levels, so anything beyond this bound is cut off. */
const MAX_LEVELS = 8;

/**
 * The entries for the settings that the client of the language server sent: an object of sections, unchecked. `null` means
 * "not set" at every level.
 *
 * @param userFile - The file that a message names for settings that the editor must not change.
 */
export function editorEntries(settings: unknown, userFile: string): readonly Entry[] {
  const origin = { type: "editor" } as const;
  const given = withoutNulls(settings, MAX_LEVELS);
  if (given === undefined) {
    return [];
  }
  return typeof given === "object" && !Array.isArray(given)
    ? treeEntries(toSourceTable(given), {
        originOf: () => origin,
        untrusted: { kind: "editor", userFile },
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
