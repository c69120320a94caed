import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";
import { statPath } from "./stat-path.ts";

/** Large enough to notice a full disk. */
const SAMPLE = Buffer.alloc(4096);

/**
 * Tests whether files can be written in `dir`, by writing one; if `dir` is missing, in the directory in which it would be
 * created. The file is removed.
 *
 * @returns The code of the error, or undefined when it worked.
 */
export async function probeDirectory(dir: string): Promise<string | undefined> {
  const file = join(await nearestExisting(dir), `.hexai-doctor-${randomUUID()}`);
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(SAMPLE);
      await handle.sync();
    } finally {
      await handle.close();
    }
    return undefined;
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return String(error.code);
    }
    throw error;
  } finally {
    await undefinedOnSystemError(rm(file, { force: true }));
  }
}

/** The directory itself, or the nearest parent that exists. */
async function nearestExisting(dir: string): Promise<string> {
  const above = dirname(dir);
  const { type } = await statPath(dir);
  return type === "missing" && above !== dir ? nearestExisting(above) : dir;
}
