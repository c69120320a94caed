import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { replaceFile } from "@hexai/process";

import { undefinedOnSystemError } from "../../../settings/io/undefined-on-system-error.ts";
import { formatCachedModels, type CachedModels, parseCachedModels } from "../cached-models.ts";

/** Where a list comes from: a provider that is asked elsewhere is another one. */
interface ModelSource {
  readonly provider: string;
  readonly baseUrl: string;
}

/** Remembers what providers said that they have. What cannot be read, written or understood is not remembered. */
export interface ModelStore {
  find(source: ModelSource): Promise<CachedModels | undefined>;
  keep(source: ModelSource, models: CachedModels): Promise<void>;
  /** The names in all lists, however old. */
  all(): Promise<readonly string[]>;
}

/** One file (0600) per source in `models` of the cache directory. */
export function createModelStore(cacheDir: string): ModelStore {
  const dir = join(cacheDir, "models");
  const pathOf = (source: ModelSource): string => join(dir, `${hashOf(source)}.json`);
  return {
    find: (source) => read(pathOf(source)),
    async keep(source, models) {
      await undefinedOnSystemError(replaceFile(pathOf(source), formatCachedModels(models)));
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

function hashOf({ provider, baseUrl }: ModelSource): string {
  return createHash("sha256")
    .update(JSON.stringify([provider, baseUrl]))
    .digest("hex");
}
