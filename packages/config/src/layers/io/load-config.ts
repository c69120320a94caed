import { resolve } from "node:path";

import type { ConfigOverrides } from "../config-overrides.ts";
import { entriesOfEditor } from "../entries-of-editor.ts";
import { entriesOfEnvironment, type Environment } from "../entries-of-environment.ts";
import { entriesOfOverrides } from "../entries-of-overrides.ts";
import { type Entry, mistake } from "../entry.ts";
import { type LoadedConfig, mergeEntries } from "../merge-entries.ts";
import { projectConfigPath } from "./project-config-path.ts";
import { readConfigFile } from "./read-config-file.ts";
import { userConfigPath } from "./user-config-path.ts";

export interface LoadConfigOptions {
  /** Such as `process.env`. Names the user's file, and its `HEXAI_*` variables are a layer. */
  readonly env: Environment;
  /** Where the document or the shell is; its git root may hold the project's file. */
  readonly cwd: string;
  /** Read instead of the user's file, and must exist. Relative to `cwd`. */
  readonly file?: string | undefined;
  /** What the client of the language server says: sections as in the file, not checked yet. */
  readonly editor?: unknown;
  /** What the flags say: the top layer. */
  readonly overrides?: ConfigOverrides | undefined;
}

/**
 * Reads the configuration: defaults, the user's file, the project's `.hexaiconfig.toml`, the environment,
 * the editor, the overrides; later ones win. Never rejects: everything that is wrong is told at once.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const { env, cwd, file, editor, overrides = {} } = options;
  const chosen = file === undefined ? undefined : resolve(cwd, file);
  const userPath = chosen ?? userConfigPath(env);
  const projectPath = projectConfigPath(resolve(cwd));
  const userPlace = userPath ?? "your own config.toml";
  const [user, project] = await Promise.all([
    userPath === undefined ? [] : entriesAt(userPath, { mustExist: chosen !== undefined }),
    projectPath === undefined ? [] : entriesAt(projectPath, { userPlace }),
  ]);
  return mergeEntries([
    ...user,
    ...project,
    ...entriesOfEnvironment(env),
    ...entriesOfEditor(editor, userPlace),
    ...entriesOfOverrides(overrides),
  ]);
}

async function entriesAt(
  path: string,
  { mustExist = false, userPlace }: { mustExist?: boolean; userPlace?: string },
): Promise<readonly Entry[]> {
  const read = readConfigFile(path);
  if (read.type === "text") {
    // Most of the start-up time is the parser's, and many people have no file.
    const { entriesOfFile } = await import("../entries-of-file.ts");
    return entriesOfFile({ path, text: read.text, ...(userPlace && { userPlace }) });
  }
  if (read.type === "missing" && !mustExist) {
    return [];
  }
  const message = read.type === "missing" ? "does not exist" : read.message;
  return [mistake({ type: "file", file: path }, undefined, message)];
}
