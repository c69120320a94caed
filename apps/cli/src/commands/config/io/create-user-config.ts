import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { makePrivateDirectory, UserError } from "@hexai/process";

/**
 * Writes a first configuration that only this user can read (0600), and creates its directory. An existing file
 * is not changed.
 *
 * @throws {UserError} When it cannot be written.
 */
export async function createUserConfig(path: string, text: string): Promise<void> {
  try {
    await makePrivateDirectory(dirname(path));
    await writeFile(path, text, { flag: "wx", mode: 0o600 });
  } catch (cause) {
    if (!(cause instanceof Error && "code" in cause)) {
      throw cause;
    }
    if (cause.code !== "EEXIST") {
      throw new UserError(1, `${path} cannot be written (${String(cause.code)})`, { cause });
    }
  }
}
