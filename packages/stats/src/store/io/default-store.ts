import { type Store, createStore } from "./create-store.ts";
import { cacheDir } from "./default-cache-dir.ts";

/** The statistics of the user. The environment is read at every call. */
const store: Store = createStore({ dir: cacheDir });

export const update: Store["update"] = store.update;
export const snapshot: Store["snapshot"] = store.snapshot;
export const report: Store["report"] = store.report;
export const reset: Store["reset"] = store.reset;
export const setWindow: Store["setWindow"] = store.setWindow;
export const window: Store["window"] = store.window;
export const path: Store["path"] = store.path;
