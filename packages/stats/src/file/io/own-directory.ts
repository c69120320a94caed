import type { Stats } from "node:fs";
import { dirname, resolve } from "node:path";
import process from "node:process";

import { UnsuitablePlace } from "../../store/stats-error.ts";
import type { FileSystem } from "./file-system.ts";

/** Permission to write for the group or for all others. */
const WRITABLE_BY_OTHERS = 0o022;

type LinkReader = Pick<FileSystem, "lstatSync" | "readlinkSync">;

/**
 * Requires a directory in which other users cannot have written: this user owns it and others cannot write there, or it is one
 * link of this user's to such a directory. A missing directory is fine when it may be created: not below the directory of
 * another user, who could not remove it.
 *
 * @throws {UnsuitablePlace} When the directory is unsuitable. A path that is no directory passes, because the first use reports it.
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
    throw new UnsuitablePlace(
      "it belongs to another user: set XDG_CACHE_HOME to a directory of your own",
    );
  }
}

/** The nearest existing parent must belong to this user, or to root, who can remove everything, as in `/tmp`. */
function requireOwnParents(fs: LinkReader, directory: string): void {
  const found = fs.lstatSync(directory, { throwIfNoEntry: false });
  if (found === undefined && dirname(directory) !== directory) {
    requireOwnParents(fs, dirname(directory));
  } else if (found !== undefined && found.uid !== 0) {
    requireOwner(found);
  }
}
