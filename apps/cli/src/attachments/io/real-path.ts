import { realpathSync } from "node:fs";

/** The file that `path` leads to, without symbolic links; `path` itself when it leads nowhere. */
export function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return path;
    }
    throw error;
  }
}
