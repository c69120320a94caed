import { writeFile } from "node:fs/promises";
import { dirname } from "node:path";

import { isSafeToCreate, makePrivateDirectory, UserError } from "@hexai/process";

/**
 * Writes a first configuration that only this user can read (0600), and creates its directory. An existing file
 * is not changed.
 *
 * @throws {UserError} When it cannot be written, or would be in a directory of another user, who could not remove it.
 */
export async function createUserConfig(path: string, text: string): Promise<void> {
  if (!isSafeToCreate(dirname(path))) {
    throw new UserError(
      1,
      `${path} is not written, because its directory belongs to another user; set HOME or XDG_CONFIG_HOME to a directory of your own`,
    );
  }
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
