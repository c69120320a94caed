import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest directory, `directory` itself included, that holds `.git`: a directory, or a file in a linked
 * work tree or submodule. A directory that cannot be read counts as one without `.git`.
 */
export function findGitRoot(directory: string): string | undefined {
  if (hasGit(directory)) {
    return directory;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : findGitRoot(parent);
}

function hasGit(directory: string): boolean {
  try {
    const found = statSync(join(directory, ".git"), { throwIfNoEntry: false });
    return found !== undefined && (found.isDirectory() || found.isFile());
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return false;
    }
    throw error;
  }
}
