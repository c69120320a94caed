import process from "node:process";

import { cacheDirOf } from "../cache-dir-of.ts";
import { type Store, createStore } from "./create-store.ts";

/** The user's own statistics. The place is read from the environment whenever it is needed. */
const store: Store = createStore({ dir: () => cacheDirOf(process.env["XDG_CACHE_HOME"], home()) });

export const update: Store["update"] = store.update;
export const snapshot: Store["snapshot"] = store.snapshot;
export const report: Store["report"] = store.report;
export const reset: Store["reset"] = store.reset;
export const setWindow: Store["setWindow"] = store.setWindow;
export const window: Store["window"] = store.window;
export const cacheDir: Store["cacheDir"] = store.cacheDir;
export const path: Store["path"] = store.path;

/** The home directory, or an empty text when the system knows none. Its own library is loaded where HOME does not tell. */
function home(): string {
  const { HOME = "" } = process.env;
  try {
    return HOME === "" ? process.getBuiltinModule("node:os").homedir() : HOME;
  } catch {
    return ""; // neither HOME nor an entry in the user database
  }
}
