import { formatConfigIssue, type LoadedConfig, type ValidConfig } from "@hexai/config";
import { UserError } from "@hexai/process";

/** A configuration without mistakes, and where its values come from. @throws {UserError} With a line for every mistake. */
export function requireValidConfig(loaded: LoadedConfig): ValidConfig {
  if (loaded.ok) {
    return loaded;
  }
  const isFromFlags = loaded.issues.every(({ origin }) => origin.type === "override");
  throw new UserError(isFromFlags ? 2 : 1, loaded.issues.map(formatConfigIssue).join("\nhexai: "));
}
