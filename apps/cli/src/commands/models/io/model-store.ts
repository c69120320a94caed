import { createHash } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";

import { isOwnCache, makeOwnCache, readRegularFile, replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../settings/io/undefined-on-system-error.ts";
import { formatCachedModels, type CachedModels, parseCachedModels } from "../cached-models.ts";

/** The largest list that is read; that of thousands of models has a few hundred kilobytes. */
const MAX_BYTES = 16 * 1024 * 1024;

/** Where a list comes from: the same provider at another address has another list. */
interface ModelSource {
  readonly provider: string;
  readonly baseUrl: string;
}

/** A cache of the lists of providers. A list that cannot be read, written or parsed, or that another user may have written, counts as missing. */
export interface ModelStore {
  find(source: ModelSource): Promise<CachedModels | undefined>;
  keep(source: ModelSource, models: CachedModels): Promise<void>;
  /** The names in all lists, however old. */
  all(): Promise<readonly string[]>;
}

/** One file (0600) per source in `models` of the cache directory. */
export function createModelStore(cacheDir: string): ModelStore {
  const dir = join(cacheDir, "models");
  const filePath = (source: ModelSource): string => join(dir, `${hashSource(source)}.json`);
  return {
    find: async (source) => (isOwnCache(dir) ? read(filePath(source)) : undefined),
    async keep(source, models) {
      if ((await undefinedOnSystemError(makeOwnCache(dir))) === true) {
        await undefinedOnSystemError(replaceFile(filePath(source), formatCachedModels(models)));
      }
    },
    async all() {
      const names = isOwnCache(dir) ? ((await undefinedOnSystemError(readdir(dir))) ?? []) : [];
      return names.flatMap((name) => read(join(dir, name))?.names ?? []);
    },
  };
}

function read(path: string): CachedModels | undefined {
  const text = readRegularFile(path, MAX_BYTES);
  return text === undefined ? undefined : parseCachedModels(text);
}

function hashSource({ provider, baseUrl }: ModelSource): string {
  return createHash("sha256")
    .update(JSON.stringify([provider, baseUrl]))
    .digest("hex");
}
