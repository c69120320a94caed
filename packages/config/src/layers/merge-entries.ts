import type { Config } from "../config.ts";
import type { ConfigIssue, ConfigOrigin } from "../describe/config-issue.ts";
import { checkAcross } from "../schema/checks/check-across.ts";
import { configOf } from "./config-of.ts";
import type { Entry } from "./entry.ts";

/** The outcome of reading all layers: a whole configuration, or everything that is wrong with it. */
export type LoadedConfig =
  | ValidConfig
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

export interface ValidConfig {
  readonly ok: true;
  readonly config: Config;
  /**
   * Where each value comes from, by key such as `openai.model`, `models.cli[0].model` or `compatible.lab.model`.
   * A key that is not here has its default.
   */
  readonly origins: ReadonlyMap<string, ConfigOrigin>;
}

/** Puts the layers on top of each other, lowest first: the last entry of a key wins, or adds to those before. */
export function mergeEntries(entries: readonly Entry[]): LoadedConfig {
  const winners = winnersOf(entries.filter((entry) => entry.ok));
  const values = new Map([...winners].map(([key, { value }]) => [key, value]));
  const config = configOf(values);
  const origins = new Map(
    [...winners].flatMap(([key, { origin, parts }]) => [[key, origin] as const, ...(parts ?? [])]),
  );
  const mistakes = entries.flatMap((entry) => (entry.ok ? [] : [entry.issue]));
  const issues = [...mistakes, ...checkAcross(config, origins, mistakes)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, config, origins };
}

type ValidEntry = Entry & { readonly ok: true };

function winnersOf(entries: readonly ValidEntry[]): ReadonlyMap<string, ValidEntry> {
  const winners = new Map<string, ValidEntry>();
  for (const entry of entries) {
    const below = entry.isAdded ? winners.get(entry.key)?.value : undefined;
    const value = Array.isArray(below) ? [...below, ...listIn(entry.value)] : entry.value;
    winners.set(entry.key, { ...entry, value });
  }
  return winners;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
