export type { Config, ConfigOverrides } from "./config.ts";
export { type ConfigIssue, type ConfigOrigin, formatConfigIssue } from "./config-issue.ts";
export { defaultConfig } from "./default-config.ts";
export type { Environment } from "./entries-of-environment.ts";
export { loadConfig, type LoadConfigOptions } from "./io/load-config.ts";
export type { LoadedConfig } from "./merge-entries.ts";
