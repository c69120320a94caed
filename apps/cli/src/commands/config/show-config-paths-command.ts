import { configPaths, type ConfigPathsOptions } from "@hexai/config";

import type { Terminal } from "../../output/terminal.ts";
import { userConfigPathOf } from "./user-config-path-of.ts";

/**
 * `hexai config path`: the user's file, there or not, and below it the project's if there is one.
 *
 * @throws {UserError} When no home is known.
 */
export function showConfigPathsCommand(
  places: ConfigPathsOptions,
  { out }: Pick<Terminal, "out">,
): void {
  const { project } = configPaths(places);
  const paths = [userConfigPathOf(places), ...(project?.exists === true ? [project] : [])];
  out.write(paths.map(({ path }) => `${path}\n`).join(""));
}
