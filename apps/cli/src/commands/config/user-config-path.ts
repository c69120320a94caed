import { type ConfigPath, configPaths, type ConfigPathsOptions } from "@hexai/config";
import { UserError } from "@hexai/process";

/** The user's own file, there or not. @throws {UserError} When no home is known. */
export function userConfigPath(options: ConfigPathsOptions): ConfigPath {
  const { user } = configPaths(options);
  if (user === undefined) {
    throw new UserError(
      1,
      "there is no place for a configuration: set HOME or XDG_CONFIG_HOME, or name a file with --config",
    );
  }
  return user;
}
