import { type Config, formatConfigIssue, type LoadedConfig } from "@hexai/config";
import { UserError } from "@hexai/process";

/** The configuration, if it is whole. @throws {UserError} With a line for every mistake. */
export function settingsOf(loaded: LoadedConfig): Config {
  if (!loaded.ok) {
    throw new UserError(1, loaded.issues.map(formatConfigIssue).join("\n"));
  }
  return loaded.config;
}
