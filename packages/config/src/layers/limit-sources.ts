import type { LimitSources } from "../config.ts";
import type { LoadedConfig } from "./merge-entries.ts";

/** The limits whose advice is "raise it". */
const LIMITS = ["max_tokens", "request_timeout"] as const;

/** Notes which flag or variable sets a limit: to raise the setting in a file would change nothing then. */
export function withLimitSources(loaded: LoadedConfig, flags: LimitSources): LoadedConfig {
  if (!loaded.ok) {
    return loaded;
  }
  const { config, origins } = loaded;
  const sources = LIMITS.map((name) => {
    const origin = origins.get(`general.${name}`);
    const flag = origin?.type === "override" ? flags[name] : undefined;
    return [name, origin?.type === "environment" ? origin.variable : flag] as const;
  }).filter(([, source]) => source !== undefined);
  return sources.length === 0
    ? loaded
    : {
        ...loaded,
        config: {
          ...config,
          general: { ...config.general, limit_sources: Object.fromEntries(sources) },
        },
      };
}
