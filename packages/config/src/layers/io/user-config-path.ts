import { isAbsolute, join } from "node:path";

import type { Environment } from "../entries-of-environment.ts";

/**
 * Where the user's `config.toml` is, or `undefined` when no home is known. A value that is not an absolute
 * path counts as not set (XDG Base Directory Specification, "Basics").
 */
export function userConfigPath(environment: Environment): string | undefined {
  const { XDG_CONFIG_HOME: configHome = "", HOME: home = "" } = environment;
  if (isAbsolute(configHome)) {
    return join(configHome, "hexai", "config.toml");
  }
  return isAbsolute(home) ? join(home, ".config", "hexai", "config.toml") : undefined;
}
