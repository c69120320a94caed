import type { Config } from "../config.ts";
import type { ConfigIssue, ConfigOrigin } from "../describe/config-issue.ts";
import { checkAcross } from "../schema/checks/check-across.ts";
import { buildConfig } from "./build-config.ts";
import type { Entry } from "./entry.ts";

/** The outcome of reading all layers: a complete configuration, or every issue that was found. */
export type LoadedConfig =
  | ValidConfig
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

export interface ValidConfig {
  readonly ok: true;
  readonly config: Config;
  /**
   * The origin of each value, by key such as `openai.model`, `models.cli[0].model` or `compatible.lab.model`. A key that is
   * not in the map has its default.
   */
  readonly origins: ReadonlyMap<string, ConfigOrigin>;
  /** Values that are right, but more than their source may ask for: what was left out of them. Not set when there is none. */
  readonly leftOut?: readonly ConfigIssue[];
}

/** Merges the layers, lowest first: the last entry for a key replaces the earlier ones, or is appended to them. */
export function mergeEntries(entries: readonly Entry[]): LoadedConfig {
  const strongestByKey = strongest(entries.filter((entry) => entry.ok));
  const values = new Map([...strongestByKey].map(([key, { value }]) => [key, value]));
  const config = buildConfig(values);
  const origins = new Map(
    [...strongestByKey.values()].flatMap(({ key, origin, parts }) => [
      [key, origin] as const,
      ...(parts ?? []),
    ]),
  );
  const mistakes = entries.flatMap((entry) => (entry.ok ? [] : [entry.issue]));
  const issues = [...mistakes, ...checkAcross(config, origins, mistakes)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, config, origins };
}

type ValidEntry = Entry & { readonly ok: true };

function strongest(entries: readonly ValidEntry[]): ReadonlyMap<string, ValidEntry> {
  const strongestByKey = new Map<string, ValidEntry>();
  for (const entry of entries) {
    const key = entry.plainKey ?? entry.key;
    const below = entry.isAppended ? strongestByKey.get(key)?.value : undefined;
    const value = Array.isArray(below) ? [...below, ...asList(entry.value)] : entry.value;
    strongestByKey.set(key, { ...entry, value });
  }
  return strongestByKey;
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
