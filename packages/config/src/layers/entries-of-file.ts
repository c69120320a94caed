import { entriesOfTree } from "./entries-of-tree.ts";
import { type Entry, mistake } from "./entry.ts";
import { parseToml } from "./parse-toml.ts";

export interface ConfigFile {
  /** As it is shown to the user. */
  readonly path: string;
  readonly text: string;
  /** Only for a project's file: where to put what a project may not set. */
  readonly userPlace?: string;
}

/** What a configuration file says. A file that is not TOML is one mistake. */
export function entriesOfFile({ path, text, userPlace }: ConfigFile): readonly Entry[] {
  const parsed = parseToml(text);
  const project = userPlace === undefined ? {} : { isProject: true as const };
  const place = { type: "file", file: path, ...project } as const;
  return parsed.ok
    ? entriesOfTree(parsed.root, {
        originOf: (line) => ({ ...place, ...(line !== undefined && { line }) }),
        ...(userPlace !== undefined && { guest: { kind: "project", userPlace } }),
      })
    : [mistake({ ...place, ...parsed.place }, undefined, parsed.message)];
}
