import { randomUUID } from "node:crypto";
import { open, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";
import { statPath } from "./stat-path.ts";

/** Enough that a full disk shows. */
const SAMPLE = Buffer.alloc(4096);

/**
 * Whether something can be written in `dir`, by writing it; where `dir` is missing, in the directory that it would be
 * made in. Nothing is left.
 *
 * @returns The code of the error, or undefined when all went well.
 */
export async function probeDirectory(dir: string): Promise<string | undefined> {
  const file = join(await nearestOf(dir), `.hexai-doctor-${randomUUID()}`);
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

/** The directory itself, or the nearest one above that is there. */
async function nearestOf(dir: string): Promise<string> {
  const above = dirname(dir);
  const { type } = await statPath(dir);
  return type === "missing" && above !== dir ? nearestOf(above) : dir;
}
