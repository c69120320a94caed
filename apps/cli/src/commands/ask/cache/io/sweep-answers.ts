import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

import { attempt } from "../../../../settings/io/attempt.ts";
import { excessOf } from "../excess-of.ts";

/** Removes from `dir` what is too old at `now`, and the oldest of what is too much. What cannot be removed stays. */
export async function sweepAnswers(dir: string, now: number): Promise<void> {
  const names = (await attempt(readdir(dir))) ?? [];
  const files = await Promise.all(
    names.map(async (name) => {
      const stats = await attempt(stat(join(dir, name)));
      return stats === undefined ? [] : [{ name, bytes: stats.size, at: stats.mtimeMs }];
    }),
  );
  await Promise.all(
    excessOf(files.flat(), now).map((name) => attempt(rm(join(dir, name), { force: true }))),
  );
}
