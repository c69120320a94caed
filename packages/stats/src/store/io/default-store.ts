import { isAbsolute, join } from "node:path";
import process from "node:process";

import { type Store, createStore } from "./create-store.ts";

/** The user's own statistics. The place is read from the environment whenever it is needed. */
const store: Store = createStore({
  dir: () => cacheDirIn(process.env["XDG_CACHE_HOME"], homeDirectory()),
});

export const update: Store["update"] = store.update;
export const snapshot: Store["snapshot"] = store.snapshot;
export const report: Store["report"] = store.report;
export const reset: Store["reset"] = store.reset;
export const setWindow: Store["setWindow"] = store.setWindow;
export const window: Store["window"] = store.window;
export const cacheDir: Store["cacheDir"] = store.cacheDir;
export const path: Store["path"] = store.path;

/** The home directory, or an empty text when the system knows none. Its own library is loaded where HOME does not tell. */
function homeDirectory(): string {
  const { HOME = "" } = process.env;
  try {
    return HOME === "" ? process.getBuiltinModule("node:os").homedir() : HOME;
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
