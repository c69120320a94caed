import { configPaths, type ConfigPathsOptions } from "@hexai/config";
import { sanitizeName } from "@hexai/terminal/text";

import type { Terminal } from "../../output/terminal.ts";
import { userConfigPathOf } from "./user-config-path-of.ts";

/**
 * `hexai config path`: the user's file, there or not, and below it the project's if there is one. A program gets the exact paths,
 * because it opens them.
 *
 * @throws {UserError} When no home is known.
 */
export function showConfigPathsCommand(
  places: ConfigPathsOptions,
  { out }: Pick<Terminal, "out">,
): void {
  const { project } = configPaths(places);
  const paths = [userConfigPathOf(places), ...(project?.exists === true ? [project] : [])];
  const lineOf = (path: string): string => `${out.isTerminal ? sanitizeName(path) : path}\n`;
  out.write(paths.map(({ path }) => lineOf(path)).join(""));
}
