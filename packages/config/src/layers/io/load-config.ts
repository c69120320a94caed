import { resolve } from "node:path";

import type { LimitSources } from "../../config.ts";
import type { ConfigIssue } from "../../describe/config-issue.ts";
import { boundEntries } from "../bound-entries.ts";
import { editorEntries } from "../editor-entries.ts";
import type { Entry } from "../entry.ts";
import { environmentEntries, type Environment } from "../environment-entries.ts";
import type { ConfigOverrides } from "../flag-entries.ts";
import { flagEntries } from "../flag-entries.ts";
import { withLimitSources } from "../limit-sources.ts";
import { type LoadedConfig, mergeEntries } from "../merge-entries.ts";
import { withShellAddresses } from "../shell-addresses.ts";
import { projectConfigPath } from "./config-paths.ts";
import { userConfigPath } from "./config-paths.ts";
import { readConfigFile } from "./read-config-file.ts";

export interface LoadConfigOptions {
  /** Such as `process.env`. It determines the path of the user's file, and its `HEXAI_*` variables are a layer. */
  readonly env: Environment;
  /** The directory of the document or of the shell. Its git root may hold the project's file. */
  readonly cwd: string;
  /** A file to read instead of the user's own. It must exist. Relative to `cwd`. */
  readonly file?: string | undefined;
  /** The settings that the client of the language server sent: sections as in the file, unchecked. */
  readonly editor?: unknown;
  /** What command-line flags set: the top layer. */
  readonly overrides?: ConfigOverrides | undefined;
  /** The flags that set a limit in `overrides`, as advice to raise it names them. */
  readonly limitFlags?: LimitSources | undefined;
  /** Names keys, such as `models.cli`, that a project's file is not to set this time. What it sets of them is in `leftOut`. */
  readonly isLeftOutOfProject?: ((key: string) => boolean) | undefined;
}

/**
 * Reads the configuration: defaults, the user's file, the project's `.hexaiconfig.toml`, the environment,
 * the editor, the overrides; later ones win. Addresses of the shell, such as `OPENAI_BASE_URL`, are above the defaults only. It never rejects: every issue is in the result.
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const { env, cwd, file, editor, overrides = {}, limitFlags = {}, isLeftOutOfProject } = options;
  const chosen = file === undefined ? undefined : resolve(cwd, file);
  const userPath = chosen ?? userConfigPath(env);
  const projectPath = projectConfigPath(resolve(cwd));
  const userFile = userPath ?? "your own config.toml";
  const [user, wholeProject] = await Promise.all([
    userPath === undefined
      ? []
      : entriesAt(userPath, { mustExist: chosen !== undefined, mustBeTrusted: true }),
    projectPath === undefined ? [] : entriesAt(projectPath, { userFile }),
  ]);
  const { project, unused } = withoutKeys(wholeProject, isLeftOutOfProject);
  const environment = environmentEntries(env);
  const bounded = boundEntries(user, project, editorEntries(editor, userFile), environment);
  const merged = mergeEntries([
    ...bounded.user,
    ...bounded.project,
    ...environment,
    ...bounded.editor,
    ...flagEntries(overrides),
  ]);
  const leftOut = [...bounded.leftOut, ...unused];
  const loaded = withLimitSources(withShellAddresses(merged, env), limitFlags);
  return loaded.ok && leftOut.length > 0 ? { ...loaded, leftOut } : loaded;
}

/** The entries without those for the keys that `isLeftOut` names, and an issue for each of these. */
function withoutKeys(
  entries: readonly Entry[],
  isLeftOut: (key: string) => boolean = () => false,
): { readonly project: readonly Entry[]; readonly unused: readonly ConfigIssue[] } {
  const isUnused = (entry: Entry): entry is Entry & { ok: true } =>
    entry.ok && isLeftOut(entry.key);
  return {
    project: entries.filter((entry) => !isUnused(entry)),
    unused: entries
      .filter(isUnused)
      .map(({ key, origin }) => ({ key, origin, message: "is left out", isUnused: true as const })),
  };
}

async function entriesAt(
  path: string,
  {
    mustExist = false,
    mustBeTrusted = false,
    userFile,
  }: { mustExist?: boolean; mustBeTrusted?: boolean; userFile?: string },
): Promise<readonly Entry[]> {
  const read = readConfigFile(path, { mustBeTrusted });
  if (read.type === "text") {
    // Loading the TOML parser takes most of the start-up time, and many users have no file.
    const { fileEntries } = await import("../file-entries.ts");
    return fileEntries({ path, text: read.text, ...(userFile && { userFile }) });
  }
  if (read.type === "missing" && !mustExist) {
    return [];
  }
  const message = read.type === "missing" ? "does not exist" : read.message;
  const isRefused = read.type === "untrusted" && { isRefused: true as const };
  return [{ ok: false, issue: { origin: { type: "file", file: path }, message, ...isRefused } }];
}
