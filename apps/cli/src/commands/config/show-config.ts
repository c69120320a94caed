import {
  configPaths,
  type ConfigPathsOptions,
  describeConfig,
  formatConfigOrigin,
  type LoadedConfig,
} from "@hexai/config";
import { displayWidth, padEndToWidth, sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { findKeySources } from "../../settings/key-sources.ts";
import { requireValidConfig } from "../../settings/require-valid-config.ts";
import { userConfigPath } from "./user-config-path.ts";

/**
 * `hexai config show`: every key with its effective value and where that comes from, then where keys were found. No
 * key is shown.
 *
 * @throws {UserError} When the configuration is wrong.
 */
export function showConfig(
  loaded: LoadedConfig,
  env: Readonly<Record<string, string | undefined>>,
  { out }: Pick<Terminal, "out">,
): void {
  const valid = requireValidConfig(loaded);
  const text = formatKeys([
    ...describeConfig(valid).map(({ key, text: value, origin }) => ({
      key: sanitizeName(key),
      value: sanitizeName(value),
      origin: sanitizeName(formatConfigOrigin(origin)),
    })),
    ...findKeySources(valid.config, env).map(({ provider, source }) => ({
      key: `key of ${provider}`,
      value: "***",
      origin: source,
    })),
  ]);
  out.write(text);
}

/** One key of the configuration. */
export interface ShownKey {
  readonly key: string;
  /** Empty when it is not set. */
  readonly value: string;
  /** Where the value comes from. */
  readonly origin: string;
}

/** The column where origins begin at the latest, in display cells. Only the origin of a longer line begins further to the right. */
const LATEST_ORIGIN_COLUMN = 60;

/** A line for every key: its value and, after a `#`, where the value comes from. Ends with a line feed. */
export function formatKeys(keys: readonly ShownKey[]): string {
  const texts = keys.map(({ key, value }) =>
    value === "" ? `${key} is not set` : `${key} = ${value}`,
  );
  const widths = texts
    .map((text) => displayWidth(text))
    .filter((width) => width <= LATEST_ORIGIN_COLUMN);
  const start = Math.max(...widths, 0);
  return keys
    .map(({ origin }, index) => `${padEndToWidth(texts[index] ?? "", start)}  # ${origin}\n`)
    .join("");
}

/**
 * `hexai config path`: the user's file, there or not, and below it the project's if there is one. A program gets the exact paths,
 * because it opens them.
 *
 * @throws {UserError} When no home is known.
 */
export function showConfigPaths(options: ConfigPathsOptions, { out }: Pick<Terminal, "out">): void {
  const { project } = configPaths(options);
  const paths = [userConfigPath(options), ...(project?.exists === true ? [project] : [])];
  const lineOf = (path: string): string => `${out.isTerminal ? sanitizeName(path) : path}\n`;
  out.write(paths.map(({ path }) => lineOf(path)).join(""));
}
