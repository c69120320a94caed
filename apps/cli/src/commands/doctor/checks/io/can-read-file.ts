import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";

/** Whether `path` is a file that this process can read. Never rejects. */
export async function canReadFile(path: string): Promise<boolean> {
  try {
    await access(path, constants.R_OK);
    return (await stat(path)).isFile();
  } catch {
    return false; // whatever the reason is, it cannot be read
  }
}
