import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import { delimiter, join } from "node:path";

import { undefinedOnSystemError } from "../../../../settings/io/undefined-on-system-error.ts";

/** The first file of this name that may be run, in the directories of `path`, a `PATH` as shells have it. */
export async function findProgram(name: string, path: string): Promise<string | undefined> {
  for (const directory of path.split(delimiter)) {
    const file = join(directory, name);
    const isRunnable =
      (await undefinedOnSystemError(access(file, constants.X_OK).then(() => true))) ?? false;
    if (isRunnable && (await undefinedOnSystemError(stat(file)))?.isFile() === true) {
      return file;
    }
  }
  return undefined;
}
