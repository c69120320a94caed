import { isAbsolute, join } from "node:path";
import process from "node:process";

/**
 * Hexai's cache directory, which holds the statistics. The environment is read at every call.
 *
 * @returns `undefined` when neither `XDG_CACHE_HOME` nor a home directory is known.
 */
export function cacheDir(): string | undefined {
  return cacheDirIn(process.env["XDG_CACHE_HOME"], homeDirectory());
}

/** The home directory, or an empty text when none is known: HOME, also an empty one, else the user database. */
function homeDirectory(): string {
  const { HOME } = process.env;
  try {
    return HOME ?? process.getBuiltinModule("node:os").homedir(); // loaded only when HOME is not set
  } catch {
    return ""; // neither HOME nor an entry in the user database
  }
}

/**
 * `$XDG_CACHE_HOME/hexai`, else `~/.cache/hexai`. An unset, empty, blank or relative value counts as
 * unset (XDG Base Directory Specification, "Basics").
 *
 * @returns `undefined` when neither is known.
 */
export function cacheDirIn(cacheHome: string | undefined, home: string): string | undefined {
  if (cacheHome !== undefined && isAbsolute(cacheHome)) {
    return join(cacheHome, "hexai");
  }
  return isAbsolute(home) ? join(home, ".cache", "hexai") : undefined;
}
