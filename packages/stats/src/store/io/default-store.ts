import { createUpdates, type Store } from "./create-store.ts";
import { cacheDir } from "./default-cache-dir.ts";
import { defaultReader } from "./default-reader.ts";

/** Writes the statistics of the user. The environment is read at every call. */
const updates: Pick<Store, "reset" | "update"> = createUpdates({ dir: cacheDir }, defaultReader);

export const update: Store["update"] = updates.update;
export const reset: Store["reset"] = updates.reset;
