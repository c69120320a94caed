import { realpathSync } from "node:fs";
import { isAbsolute } from "node:path";

/** The file that `path` leads to, without symbolic links; `path` itself when it leads nowhere, or to a pipe that the shell has opened. */
export function realPath(path: string): string {
  try {
    const real = realpathSync.native(path);
    return isAbsolute(real) ? real : path; // Bun gives `pipe:[1]`, as the kernel names it, where Node fails.
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return path;
    }
    throw error;
  }
}
