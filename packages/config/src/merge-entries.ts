import { checkAcross } from "./checks/check-across.ts";
import type { ConfigIssue, ConfigOrigin } from "./config-issue.ts";
import { configOf } from "./config-of.ts";
import type { Config } from "./config.ts";
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

/** Puts the layers on top of each other, lowest first: the last entry of a key wins. */
export function mergeEntries(entries: readonly Entry[]): LoadedConfig {
  const winners = new Map(entries.filter((entry) => entry.ok).map((entry) => [entry.key, entry]));
  const values = new Map([...winners].map(([key, { value }]) => [key, value]));
  const config = configOf(values);
  const origins = new Map(
    [...winners].flatMap(([key, { origin, parts }]) => [[key, origin] as const, ...(parts ?? [])]),
  );
  const mistakes = entries.flatMap((entry) => (entry.ok ? [] : [entry.issue]));
  const issues = [...mistakes, ...checkAcross(config, origins, mistakes)];
  return issues.length > 0 ? { ok: false, issues } : { ok: true, config, origins };
}
