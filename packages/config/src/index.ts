export type {
  CodeActionPrompts,
  CompatibleSettings,
  CompletionPrompts,
  CompletionSettings,
  Config,
  CustomAction,
  GeneralSettings,
  HistorySettings,
  HostParameters,
  HostSettings,
  IgnoreSettings,
  LimitSources,
  LoggingSettings,
  MenuEntry,
  MenuKind,
  ModelOptions,
  ModelsSettings,
  ModelTarget,
  PriceSettings,
  PromptsSettings,
  Role,
  StatsPart,
  StatsSettings,
} from "./config.ts";
export type { ConfigOverrides } from "./layers/flag-entries.ts";
export { type ConfigIssue, type ConfigOrigin, formatConfigIssue } from "./describe/config-issue.ts";
export { closestName } from "./schema/closest-name.ts";
export { defaultConfig } from "./layers/build-config.ts";
export { type ConfigLine, describeConfig } from "./describe/describe-config.ts";
export { describeSchema, type SchemaKey, type SchemaSection } from "./describe/describe-schema.ts";
export type { Environment } from "./layers/environment-entries.ts";
export { formatConfigOrigin } from "./describe/config-issue.ts";
export {
  type ConfigPath,
  type ConfigPaths,
  configPaths,
  type ConfigPathsOptions,
} from "./layers/io/config-paths.ts";
export { loadConfig, type LoadConfigOptions } from "./layers/io/load-config.ts";
export { type ParsedModelOptions, parseModelOptions } from "./layers/parse-model-options.ts";
export type { LoadedConfig, ValidConfig } from "./layers/merge-entries.ts";
export { ignoredShellAddresses, type IgnoredShellAddress } from "./layers/shell-addresses.ts";
export { closestNames } from "./schema/closest-name.ts";
export { starterConfig } from "./describe/starter-config.ts";
