import { join } from "node:path";

import { findGitRoot } from "./find-git-root.ts";

/** Where the file of the project at `cwd` is, or would be; `undefined` outside of a git repository. */
export function projectConfigPath(cwd: string): string | undefined {
  const root = findGitRoot(cwd);
  return root === undefined ? undefined : join(root, ".hexaiconfig.toml");
}
