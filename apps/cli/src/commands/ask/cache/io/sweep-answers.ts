import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";
import { filesToEvict } from "../files-to-evict.ts";

/** Removes old files, and the oldest ones beyond the limits, from `dir`. A file that cannot be removed stays. */
export async function sweepAnswers(dir: string, now: number): Promise<void> {
  const names = (await undefinedOnSystemError(readdir(dir))) ?? [];
  const files = await Promise.all(
    names.map(async (name) => {
      const stats = await undefinedOnSystemError(stat(join(dir, name)));
      return stats === undefined ? [] : [{ name, bytes: stats.size, at: stats.mtimeMs }];
    }),
  );
  await Promise.all(
    filesToEvict(files.flat(), now).map((name) =>
      undefinedOnSystemError(rm(join(dir, name), { force: true })),
    ),
  );
}
