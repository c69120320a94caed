import { lstatSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

/** Permission to write for the group or for all others. */
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Makes directories below `base`, each inside the one before and for its owner only (0700), where they are missing.
 * Never throws.
 *
 * @returns The path of the last one, or `undefined` when there is none or somebody else could have put something there:
 *   every level must be a directory of this user's own. `base` itself may be shared, as `/tmp` is.
 */
export function makeOwnDirectory(base: string, levels: readonly string[]): string | undefined {
  let path = base;
  for (const level of ["", ...levels]) {
    path = join(path, level);
    makeWhereMissing(path);
    if (path !== base && !isOwnDirectory(path)) {
      return undefined;
    }
  }
  return path;
}

/** Whether nobody but this user can have put anything into it: no link, owned by this user, writable by nobody else. */
export function isOwnDirectory(path: string): boolean {
  const found = undefinedOnSystemError(() => lstatSync(path));
  return (
    found !== undefined &&
    found.isDirectory() &&
    found.uid === process.getuid?.() &&
    (found.mode & WRITABLE_BY_OTHERS) === 0
  );
}

/** The paths of what is in a directory and no plain file; none where it cannot be read. */
export function subdirectoriesOf(directory: string): readonly string[] {
  const entries =
    undefinedOnSystemError(() => readdirSync(directory, { withFileTypes: true })) ?? [];
  return entries.filter((entry) => !entry.isFile()).map(({ name }) => join(directory, name));
}

/** Where it cannot be made, the check after this finds that out. */
function makeWhereMissing(path: string): void {
  undefinedOnSystemError(() => mkdirSync(path, { mode: 0o700 }));
}

function undefinedOnSystemError<Result>(action: () => Result): Result | undefined {
  try {
    return action();
  } catch (error) {
    if (error instanceof Error && "syscall" in error) {
      return undefined;
    }
    throw error;
  }
}
