import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../settings/io/undefined-on-system-error.ts";
import { formatCachedModels, type CachedModels, parseCachedModels } from "../cached-models.ts";

/** Where a list comes from: the same provider at another address has another list. */
interface ModelSource {
  readonly provider: string;
  readonly baseUrl: string;
}

/** A cache of the lists of providers. A list that cannot be read, written or parsed counts as missing. */
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
    find: (source) => read(filePath(source)),
    async keep(source, models) {
      await undefinedOnSystemError(replaceFile(filePath(source), formatCachedModels(models)));
    },
    async all() {
      const names = (await undefinedOnSystemError(readdir(dir))) ?? [];
      const lists = await Promise.all(names.map((name) => read(join(dir, name))));
      return lists.flatMap((list) => list?.names ?? []);
    },
  };
}

async function read(path: string): Promise<CachedModels | undefined> {
  const text = await undefinedOnSystemError(readFile(path, "utf8"));
  return text === undefined ? undefined : parseCachedModels(text);
}

function hashSource({ provider, baseUrl }: ModelSource): string {
  return createHash("sha256")
    .update(JSON.stringify([provider, baseUrl]))
    .digest("hex");
}
