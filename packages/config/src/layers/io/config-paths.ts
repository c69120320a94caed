import { existsSync } from "node:fs";
import { resolve } from "node:path";

import type { Environment } from "../entries-of-environment.ts";
import { projectConfigPath } from "./project-config-path.ts";
import { userConfigPath } from "./user-config-path.ts";

export interface ConfigPathsOptions {
  /** Such as `process.env`. */
  readonly env: Environment;
  /** Where the document or the shell is. */
  readonly cwd: string;
  /** Instead of the user's file. Relative to `cwd`. */
  readonly file?: string | undefined;
}

export interface ConfigPath {
  readonly path: string;
  readonly exists: boolean;
}

export interface ConfigPaths {
  /** Absent when there is no home. */
  readonly user?: ConfigPath;
  /** Absent outside of a git repository. */
  readonly project?: ConfigPath;
}

/** The files that `loadConfig` reads with the same options. Never throws. */
export function configPaths({ env, cwd, file }: ConfigPathsOptions): ConfigPaths {
  const user = file === undefined ? userConfigPath(env) : resolve(cwd, file);
  const project = projectConfigPath(resolve(cwd));
  return {
    ...(user !== undefined && { user: lookAt(user) }),
    ...(project !== undefined && { project: lookAt(project) }),
  };
}

function lookAt(path: string): ConfigPath {
  return { path, exists: existsSync(path) };
}
