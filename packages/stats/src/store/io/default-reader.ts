import { createReader, type StatsReader } from "./create-reader.ts";
import { cacheDir } from "./default-cache-dir.ts";

/** Reads the statistics of the user. The environment is read at every call. */
export const defaultReader: StatsReader = createReader({ dir: cacheDir });

export const snapshot: StatsReader["snapshot"] = defaultReader.snapshot;
export const report: StatsReader["report"] = defaultReader.report;
export const setWindow: StatsReader["setWindow"] = defaultReader.setWindow;
export const window: StatsReader["window"] = defaultReader.window;
export const path: StatsReader["path"] = defaultReader.path;
