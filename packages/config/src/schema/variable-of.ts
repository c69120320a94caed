import type { Setting } from "./schema.ts";

/** Sections whose keys say enough without the section's name. */
const WITHOUT_SECTION = new Set(["general", "logging", "completion", "triggers", "inline", "chat"]);

/**
 * The environment variable of a setting: `HEXAI_`, the section unless the key says enough without it, and the key,
 * all in capitals. A secret has none.
 */
export function variableOf({ key, shape }: Setting): string | undefined {
  if (shape.isSecret) {
    return undefined;
  }
  const [section = "", ...rest] = key.split(".");
  const names = WITHOUT_SECTION.has(section) ? rest : [section, ...rest];
  return shape.variable ?? ["hexai", ...names].join("_").toUpperCase();
}
