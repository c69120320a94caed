import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import type { Environment, HistorySettings } from "@hexai/config";

import { FILE_END, idOfFile, idOfPart } from "../conversation-id.ts";
import { conversationsDir } from "../conversations-dir.ts";
import { conversationsToEvict, MEGABYTE } from "../to-evict.ts";
import { readStore } from "./conversation-store.ts";
import { removeAbandonedPictures, removeUnusedPictures, withPictureSizes } from "./pictures.ts";

/** Removes conversations with everything that belongs to them. One that was removed already is no failure. */
export function removeConversations(dir: string, ids: readonly string[]): void {
  for (const id of ids) {
    rmSync(join(dir, id + FILE_END), { force: true });
  }
  removeOrphans(dir);
}

/** Removes what is too old or too much. What cannot be removed stays. */
export function sweepConversations(env: Environment, limits: HistorySettings, now: number): void {
  const dir = conversationsDir(env);
  if (dir === undefined) {
    return;
  }
  try {
    removeAbandonedPictures(dir, now);
    const files = withPictureSizes(dir, readStore(dir).files(), limits.max_mb * MEGABYTE);
    const old = conversationsToEvict(files, limits, now);
    // Another process may have used one since it was looked at.
    const unused = old.filter(({ id, usedAt }) => {
      const stats = statSync(join(dir, id + FILE_END), { throwIfNoEntry: false });
      return stats !== undefined && stats.mtimeMs <= usedAt;
    });
    if (unused.length > 0) {
      removeConversations(
        dir,
        unused.map(({ id }) => id),
      );
    }
  } catch (error) {
    if (!(error instanceof Error && "syscall" in error)) {
      throw error;
    }
  }
}

/** Removes parts of answers whose conversation was removed, and pictures that no conversation refers to any more. */
function removeOrphans(dir: string): void {
  const names = readdirSync(dir);
  const ids = new Set(names.flatMap((name) => idOfFile(name) ?? []));
  for (const name of names) {
    const id = idOfPart(name);
    if (id !== undefined && !ids.has(id)) {
      rmSync(join(dir, name), { force: true });
    }
  }
  removeUnusedPictures(dir);
}
