import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

import { replaceFile } from "@hexai/process";

import { attempt } from "../../../settings/io/attempt.ts";
import { formatKeptModels, type KeptModels, parseKeptModels } from "../kept-models.ts";

/** Where a list comes from: a provider that is asked elsewhere is another one. */
interface ModelSource {
  readonly provider: string;
  readonly baseUrl: string;
}

/** Remembers what providers said that they have. What cannot be read, written or understood is not remembered. */
export interface ModelStore {
  find(source: ModelSource): Promise<KeptModels | undefined>;
  keep(source: ModelSource, models: KeptModels): Promise<void>;
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
      await attempt(replaceFile(pathOf(source), formatKeptModels(models)));
    },
    async all() {
      const names = (await attempt(readdir(dir))) ?? [];
      const lists = await Promise.all(names.map((name) => read(join(dir, name))));
      return lists.flatMap((list) => list?.names ?? []);
    },
  };
}

async function read(path: string): Promise<KeptModels | undefined> {
  const text = await attempt(readFile(path, "utf8"));
  return text === undefined ? undefined : parseKeptModels(text);
}

function hashOf({ provider, baseUrl }: ModelSource): string {
  return createHash("sha256")
    .update(JSON.stringify([provider, baseUrl]))
    .digest("hex");
}
