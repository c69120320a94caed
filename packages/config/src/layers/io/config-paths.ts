import { existsSync } from "node:fs";
import { resolve, join, isAbsolute } from "node:path";

import type { Environment } from "../environment-entries.ts";
import { findGitRoot } from "./find-git-root.ts";

export interface ConfigPathsOptions {
  /** Such as `process.env`. */
  readonly env: Environment;
  /** The directory of the document or of the shell. */
  readonly cwd: string;
  /** A file to read instead of the user's own. Relative to `cwd`. */
  readonly file?: string | undefined;
}

export interface ConfigPath {
  readonly path: string;
  readonly exists: boolean;
}

export interface ConfigPaths {
  /** Not set when no home directory is known. */
  readonly user?: ConfigPath;
  /** Not set outside a git repository. */
  readonly project?: ConfigPath;
}

/** The files that `loadConfig` reads with the same options. Never throws. */
export function configPaths({ env, cwd, file }: ConfigPathsOptions): ConfigPaths {
  const user = file === undefined ? userConfigPath(env) : resolve(cwd, file);
  const project = projectConfigPath(resolve(cwd));
  return {
    ...(user !== undefined && { user: statPath(user) }),
    ...(project !== undefined && { project: statPath(project) }),
  };
}

function statPath(path: string): ConfigPath {
  return { path, exists: existsSync(path) };
}

/** The path that the file of the project at `cwd` has or would have. `undefined` outside a git repository. */
export function projectConfigPath(cwd: string): string | undefined {
  const root = findGitRoot(cwd);
  return root === undefined ? undefined : join(root, ".hexaiconfig.toml");
}

/**
 * The path of the user's `config.toml`, or `undefined` when no home directory is known. A relative path in a variable
 * counts as not set (XDG Base Directory Specification, "Basics").
 */
export function userConfigPath(environment: Environment): string | undefined {
  const { XDG_CONFIG_HOME: configHome = "", HOME: home = "" } = environment;
  if (isAbsolute(configHome)) {
    return join(configHome, "hexai", "config.toml");
  }
  return isAbsolute(home) ? join(home, ".config", "hexai", "config.toml") : undefined;
}
