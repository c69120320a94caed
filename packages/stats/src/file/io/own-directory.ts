import type { Stats } from "node:fs";
import { dirname, resolve } from "node:path";
import process from "node:process";

import { UnsuitablePlace } from "../../store/stats-error.ts";
import type { FileSystem } from "./file-system.ts";

/** Permission to write for the group or for all others. */
const WRITABLE_BY_OTHERS = 0o022;

type LinkReader = Pick<FileSystem, "lstatSync" | "readlinkSync">;

/**
 * Statistics are read and kept only where nobody else can have put something: in a directory that this user owns and nobody
 * else can write, or behind one link of this user's to such a directory. Where it is missing, it may be made, unless it would
 * be in the directory of somebody else, who could not remove it.
 *
 * @throws {UnsuitablePlace} Otherwise. What is there but is no directory is left to whoever uses it.
 * @throws What the file system throws.
 */
export function requireOwnDirectory(fs: LinkReader, directory: string): void {
  const found = fs.lstatSync(directory, { throwIfNoEntry: false });
  if (found === undefined) {
    requireOwnParents(fs, dirname(directory));
  } else if (found.isSymbolicLink()) {
    requireOwner(found);
    requireOwnTarget(fs, resolve(dirname(directory), fs.readlinkSync(directory)));
  } else {
    requireOwn(found);
  }
}

function requireOwnTarget(fs: LinkReader, target: string): void {
  const found = fs.lstatSync(target, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink()) {
    throw new UnsuitablePlace("a link to no directory, must be a directory");
  }
  requireOwn(found);
}

function requireOwn(found: Stats): void {
  requireOwner(found);
  if (found.isDirectory() && (found.mode & WRITABLE_BY_OTHERS) !== 0) {
    throw new UnsuitablePlace("others can write there: chmod go-w");
  }
}

function requireOwner({ uid }: Stats): void {
  if (process.getuid !== undefined && uid !== process.getuid()) {
    throw new UnsuitablePlace("somebody else's: set XDG_CACHE_HOME to a directory of your own");
  }
}

/** What root's directories hold, as `/tmp` does, its administrator can remove. */
function requireOwnParents(fs: LinkReader, directory: string): void {
  const found = fs.lstatSync(directory, { throwIfNoEntry: false });
  if (found === undefined && dirname(directory) !== directory) {
    requireOwnParents(fs, dirname(directory));
  } else if (found !== undefined && found.uid !== 0) {
    requireOwner(found);
  }
}
