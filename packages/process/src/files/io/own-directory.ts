import { lstatSync, mkdirSync, readdirSync, readlinkSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import process from "node:process";

import { undefinedOnSystemErrorSync } from "./undefined-on-system-error-sync.ts";

/** Permission to write for the group or for all others. */
const WRITABLE_BY_OTHERS = 0o022;
const ROOT = 0;

/**
 * Creates nested directories below `base`, each for its owner only (0700), unless they exist. Never throws.
 *
 * @returns The path of the last one, or `undefined` when it could not be created or when another user could have written
 *   there: every level must be a directory of this user's own. `base` itself may be shared, as `/tmp` is.
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

/** Whether only this user can have written into it: it is no link, belongs to this user, and others cannot write there. */
export function isOwnDirectory(path: string): boolean {
  const found = statLink(path);
  return (
    found !== undefined &&
    found.isDirectory() &&
    isOurs(found) &&
    (found.mode & WRITABLE_BY_OTHERS) === 0
  );
}

/** The paths of a directory's entries that are not plain files. Empty when the directory cannot be read. */
export function subdirectoriesOf(directory: string): readonly string[] {
  const entries =
    undefinedOnSystemErrorSync(() => readdirSync(directory, { withFileTypes: true })) ?? [];
  return entries.filter((entry) => !entry.isFile()).map(({ name }) => join(directory, name));
}

/**
 * Whether the files of a cache directory can be trusted. Both the directory and its parent, Hexai's own directory, must be
 * directories of this user's own, or this user's links to such directories.
 */
export function isOwnCache(directory: string): boolean {
  return [dirname(directory), directory].every(isOwnOrLinkToOwn);
}

/**
 * Whether the missing part of `directory` may be created. After `sudo -E`, HOME belongs to another user, who could not remove
 * what we create there, so nothing is created. Directories of root are fine, because root can remove everything.
 */
export function isSafeToCreate(directory: string): boolean {
  const found = statLink(directory);
  if (found === undefined) {
    return dirname(directory) === directory || isSafeToCreate(dirname(directory));
  }
  return found.uid === ROOT || isOurs(found);
}

/** Whether files may be kept in `directory`, which is made when it is missing: it is this user's alone, or may be created. */
export function isSafeToKeepIn(directory: string): boolean {
  return statLink(directory) === undefined
    ? isSafeToCreate(directory)
    : isOwnOrLinkToOwn(directory);
}

function isOwnOrLinkToOwn(path: string): boolean {
  const found = statLink(path);
  return found?.isSymbolicLink() === true
    ? isOurs(found) && isOwnDirectory(resolve(dirname(path), readlinkSync(path)))
    : isOwnDirectory(path);
}

/** `undefined` when nothing is there or the system refuses to say. */
function statLink(path: string): Stats | undefined {
  return undefinedOnSystemErrorSync(() => lstatSync(path));
}

function isOurs({ uid }: Stats): boolean {
  return uid === process.getuid?.();
}

/** Ignores failures, because the caller checks the result. */
function makeIfMissing(path: string): void {
  undefinedOnSystemErrorSync(() => mkdirSync(path, { mode: 0o700 }));
}
