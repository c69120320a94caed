import type { ConfigOverrides } from "./config.ts";
import { type Entry, entryOf } from "./entry.ts";
import { SECTIONS } from "./schema.ts";

/** What the flags of a program say. Keys that no setting has cannot occur: the type forbids them. */
export function entriesOfOverrides(overrides: ConfigOverrides): readonly Entry[] {
  return Object.entries(overrides).flatMap(([section, values]) =>
    Object.entries(values ?? {}).flatMap(([name, value]) => {
      const setting = SECTIONS.get(section)?.get(name);
      return setting === undefined || value === undefined
        ? []
        : [entryOf(setting, value, { type: "override" })];
    }),
  );
}
