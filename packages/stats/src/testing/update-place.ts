import { type FileSystem, nodeFileSystem } from "../file/io/file-system.ts";
import { createStateReader } from "../update/io/read-state.ts";
import type { UpdatePlace } from "../update/io/update-cycle.ts";
import { createWriter } from "../update/io/writer.ts";

/** The file at `path`, as a process finds it that has not updated it yet. */
export function updatePlace(path: string, fs: FileSystem = nodeFileSystem): UpdatePlace {
  return { fs, path, writer: createWriter(), states: createStateReader(fs, path) };
}
