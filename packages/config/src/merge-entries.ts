import type { ConfigIssue, ConfigOrigin } from "./config-issue.ts";
import type { Config } from "./config.ts";
import type { Entry } from "./entry.ts";
import { configOf } from "./schema.ts";

/** The outcome of reading all layers: a whole configuration, or everything that is wrong with it. */
export type LoadedConfig =
  | {
      readonly ok: true;
      readonly config: Config;
      /** Where each value comes from, by key such as `openai.model`. A key that is not here has its default. */
      readonly origins: ReadonlyMap<string, ConfigOrigin>;
    }
  | { readonly ok: false; readonly issues: readonly ConfigIssue[] };

/** Puts the layers on top of each other, lowest first: the last entry of a key wins. */
export function mergeEntries(entries: readonly Entry[]): LoadedConfig {
  const issues = entries.flatMap((entry) => (entry.ok ? [] : [entry.issue]));
  if (issues.length > 0) {
    return { ok: false, issues };
  }
  const valid = entries.filter((entry) => entry.ok);
  return {
    ok: true,
    config: configOf(new Map(valid.map(({ key, value }) => [key, value]))),
    origins: new Map(valid.map(({ key, origin }) => [key, origin])),
  };
}
