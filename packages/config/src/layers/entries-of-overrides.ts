import type { ConfigOverrides } from "./config-overrides.ts";
import { entriesOfTree } from "./entries-of-tree.ts";
import type { Entry } from "./entry.ts";
import { sourceTableOf } from "./source-tree.ts";

/** What the flags of a program say. */
export function entriesOfOverrides(overrides: ConfigOverrides): readonly Entry[] {
  return entriesOfTree(sourceTableOf(overrides), { originOf: () => ({ type: "override" }) });
}
