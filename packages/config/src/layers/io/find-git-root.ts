import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The nearest directory, `directory` itself included, that holds `.git`: a directory, or a file in a linked
 * work tree or submodule. What cannot be looked at counts as not there.
 */
export function findGitRoot(directory: string): string | undefined {
  if (holdsGit(directory)) {
    return directory;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : findGitRoot(parent);
}

function holdsGit(directory: string): boolean {
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
