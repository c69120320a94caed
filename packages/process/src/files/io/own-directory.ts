import { lstatSync, mkdirSync, readdirSync, readlinkSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";

/** Permission to write for the group or for all others. */
const WRITABLE_BY_OTHERS = 0o022;
const ROOT = 0;

/**
 * Makes directories below `base`, each inside the one before and for its owner only (0700), where they are missing.
 * Never throws.
 *
 * @returns The path of the last one, or `undefined` when there is none or somebody else could have put something there:
 *   every level must be a directory of this user's own. `base` itself may be shared, as `/tmp` is.
 */
export function makeOwnDirectory(base: string, levels: readonly string[]): string | undefined {
  if (!isSafeToCreate(base)) {
    return undefined;
  }
  let path = base;
  for (const level of ["", ...levels]) {
    path = join(path, level);
    makeIfMissing(path);
    if (path !== base && !isOwnDirectory(path)) {
      return undefined;
    }
  }
  return path;
}

/** Whether nobody but this user can have put anything into it: no link, owned by this user, writable by nobody else. */
export function isOwnDirectory(path: string): boolean {
  const found = statLink(path);
  return (
    found !== undefined &&
    found.isDirectory() &&
    isOurs(found) &&
    (found.mode & WRITABLE_BY_OTHERS) === 0
  );
}

/** The paths of what is in a directory and no plain file; none where it cannot be read. */
export function subdirectoriesOf(directory: string): readonly string[] {
  const entries =
    undefinedOnSystemError(() => readdirSync(directory, { withFileTypes: true })) ?? [];
  return entries.filter((entry) => !entry.isFile()).map(({ name }) => join(directory, name));
}

/**
 * Whether a directory of caches can be believed: it and the one above, which is that of Hexai, are directories of this user's own, or a
 * link of this user's to one.
 */
export function isOwnCache(directory: string): boolean {
  return [dirname(directory), directory].every(isOwnOrLinkToOwn);
}

/**
 * Whether what is missing of `directory` may be made. In the directory of somebody else, who could not remove it, nothing is made:
 * HOME is theirs after `sudo -E`. Root can remove everything.
 */
export function isSafeToCreate(directory: string): boolean {
  const found = statLink(directory);
  if (found === undefined) {
    return dirname(directory) === directory || isSafeToCreate(dirname(directory));
  }
  return found.uid === ROOT || isOurs(found);
}

function isOwnOrLinkToOwn(path: string): boolean {
  const found = statLink(path);
  return found?.isSymbolicLink() === true
    ? isOurs(found) && isOwnDirectory(resolve(dirname(path), readlinkSync(path)))
    : isOwnDirectory(path);
}

/** `undefined` also where it cannot be looked at. */
function statLink(path: string): Stats | undefined {
  return undefinedOnSystemError(() => lstatSync(path));
}

function isOurs({ uid }: Stats): boolean {
  return uid === process.getuid?.();
}

/** Where it cannot be made, the check after this finds that out. */
function makeIfMissing(path: string): void {
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
