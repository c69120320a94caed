import { isAbsolute, join } from "node:path";

/**
 * `$XDG_CACHE_HOME/hexai`, else `~/.cache/hexai`. An unset, empty, blank or relative value counts as
 * unset (XDG Base Directory Specification, "Basics").
 *
 * @returns `undefined` when neither is known.
 */
export function cacheDirOf(cacheHome: string | undefined, home: string): string | undefined {
  if (cacheHome !== undefined && isAbsolute(cacheHome)) {
    return join(cacheHome, "hexai");
  }
  return isAbsolute(home) ? join(home, ".cache", "hexai") : undefined;
}
