import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

import {
  type Config,
  configPaths,
  type ConfigPathsOptions,
  type Environment,
  loadConfig,
} from "@hexai/config";

import type { SettingsSource } from "../settings.ts";

export interface SettingsSourceOptions {
  readonly env: Environment;
  /** The directory of the project's file as long as no folder is open. */
  readonly cwd: () => string;
  /** Read in place of the user's own file. */
  readonly file: string | undefined;
  readonly onApply: (config: Config) => void;
}

export interface FileSettingsSource extends SettingsSource {
  /** The path of the workspace's folder; undefined when none is open, or when it is not on this machine. */
  readonly folder: () => string | undefined;
}

/** Settings from the user's file, the project's file, the environment and the client. */
export function createSettingsSource(options: SettingsSourceOptions): FileSettingsSource {
  const { env, cwd, file, onApply } = options;
  let folder: string | undefined;

  const pathsOptions = (): ConfigPathsOptions => ({ env, cwd: folder ?? cwd(), file });
  const files = (): readonly string[] =>
    Object.values(configPaths(pathsOptions())).map(({ path }) => path);

  return {
    open(folderUri) {
      folder = folderUri === undefined ? undefined : folderPath(folderUri);
    },
    read: (editor) => loadConfig({ ...pathsOptions(), editor }),
    files,
    fingerprint: () => files().map(fileFingerprint).join("\n"),
    apply: onApply,
    folder: () => folder,
  };
}

function folderPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // a folder on another machine has no project file that could be read
  }
}

/** A text that differs when the file was changed, created, removed or replaced. */
function fileFingerprint(path: string): string {
  try {
    const { ino, size, mtimeMs, ctimeMs } = statSync(path);
    return `${ino} ${size} ${mtimeMs} ${ctimeMs}`;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return String(error.code);
    }
    throw error;
  }
}
