import { type Entry, mistake } from "./entry.ts";
import { parseToml } from "./parse-toml.ts";
import { treeEntries } from "./tree-entries.ts";

export interface ConfigFile {
  /** The path as messages show it. */
  readonly path: string;
  readonly text: string;
  /** Set for a project's file: the file that a message names for settings that a project must not change. */
  readonly userFile?: string;
}

/** The entries of a configuration file. A file that is not TOML yields one mistake. */
export function fileEntries({ path, text, userFile }: ConfigFile): readonly Entry[] {
  const parsed = parseToml(text);
  const project = userFile === undefined ? {} : { isProject: true as const };
  const place = { type: "file", file: path, ...project } as const;
  return parsed.ok
    ? treeEntries(parsed.root, {
        originOf: (line) => ({ ...place, ...(line !== undefined && { line }) }),
        ...(userFile !== undefined && { untrusted: { kind: "project", userFile } }),
      })
    : [mistake({ ...place, ...parsed.place }, undefined, parsed.message)];
}
