import {
  type Config,
  type ConfigOverrides,
  formatConfigIssue,
  type LoadedConfig,
  type ValidConfig,
} from "@hexai/config";
import { UserError } from "@hexai/process";

import type { AskFlags } from "../commands/cli-request.ts";

/** The configuration, if it is whole. @throws {UserError} With a line for every mistake. */
export function settingsOf(loaded: LoadedConfig): Config {
  return validOf(loaded).config;
}

/** The same, with where its values come from. @throws {UserError} With a line for every mistake. */
export function validOf(loaded: LoadedConfig): ValidConfig {
  if (loaded.ok) {
    return loaded;
  }
  const isFlagsFault = loaded.issues.every(({ origin }) => origin.type === "override");
  throw new UserError(isFlagsFault ? 2 : 1, loaded.issues.map(formatConfigIssue).join("\nhexai: "));
}

/** What the flags put on top of the configuration. Whom they choose is no setting: see `chosenTargets`. */
export function overridesOf({ maxTokens, timeoutSeconds }: AskFlags): ConfigOverrides {
  return { general: { max_tokens: maxTokens, request_timeout: timeoutSeconds } };
}
