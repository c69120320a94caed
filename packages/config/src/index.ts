export type {
  CodeActionPrompts,
  CompatibleSettings,
  CompletionPrompts,
  CompletionSettings,
  Config,
  CustomAction,
  GeneralSettings,
  HostSettings,
  IgnoreSettings,
  LoggingSettings,
  MenuEntry,
  MenuKind,
  ModelsSettings,
  ModelTarget,
  PromptsSettings,
} from "./config.ts";
export type { ConfigOverrides } from "./config-overrides.ts";
export { type ConfigIssue, type ConfigOrigin, formatConfigIssue } from "./config-issue.ts";
export { defaultConfig } from "./default-config.ts";
export { type ConfigLine, describeConfig } from "./describe-config.ts";
export { describeSchema, type SchemaKey, type SchemaSection } from "./describe-schema.ts";
export type { Environment } from "./entries-of-environment.ts";
export { formatConfigOrigin } from "./format-config-origin.ts";
export {
  type ConfigPath,
  type ConfigPaths,
  configPaths,
  type ConfigPathsOptions,
} from "./io/config-paths.ts";
export { loadConfig, type LoadConfigOptions } from "./io/load-config.ts";
export type { LoadedConfig, ValidConfig } from "./merge-entries.ts";
export { starterConfig } from "./starter-config.ts";
