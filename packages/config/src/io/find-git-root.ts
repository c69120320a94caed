import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";

/**
 * The nearest directory, `directory` itself included, that holds `.git`: a directory, or a file in a linked
 * work tree or submodule. What cannot be looked at counts as not there.
 */
export async function findGitRoot(directory: string): Promise<string | undefined> {
  if (await holdsGit(directory)) {
    return directory;
  }
  const parent = dirname(directory);
  return parent === directory ? undefined : findGitRoot(parent);
}

async function holdsGit(directory: string): Promise<boolean> {
  try {
    const found = await stat(join(directory, ".git"));
    return found.isDirectory() || found.isFile();
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return false;
    }
    throw error;
  }
}
