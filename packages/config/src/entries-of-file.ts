import type { ConfigOrigin } from "./config-issue.ts";
import { type Entry, entryOf, mistake } from "./entry.ts";
import { parseToml, type TomlNode } from "./parse-toml.ts";
import { quoted } from "./quoted.ts";
import { SECTIONS } from "./schema.ts";
import { unknownKey, unknownSection } from "./unknown-name.ts";

export interface ConfigFile {
  /** As it is shown to the user. */
  readonly path: string;
  readonly text: string;
  /** Only for a project's file: where to put what a project may not set. */
  readonly userPlace?: string;
}

/** What a configuration file says. A file that is not TOML is one mistake. */
export function entriesOfFile(file: ConfigFile): readonly Entry[] {
  const parsed = parseToml(file.text);
  return parsed.ok
    ? [...parsed.root.entries].flatMap(([name, node]) => entriesOfSection(file, name, node))
    : [mistake({ type: "file", file: file.path, ...parsed.place }, undefined, parsed.message)];
}

function entriesOfSection(file: ConfigFile, name: string, node: TomlNode): readonly Entry[] {
  const origin = originOf(file, node);
  if (!SECTIONS.has(name)) {
    return [mistake(origin, shown(name), unknownSection(name))];
  }
  if (node.type !== "table") {
    return [mistake(origin, name, `is not a section, must be written as [${name}]`)];
  }
  return [...node.entries].map(([key, value]) => entryOfKey(file, name, key, value));
}

function entryOfKey(file: ConfigFile, section: string, name: string, node: TomlNode): Entry {
  const origin = originOf(file, node);
  const setting = SECTIONS.get(section)?.get(name);
  if (setting === undefined) {
    return mistake(origin, `${section}.${shown(name)}`, unknownKey(section, name));
  }
  if (file.userPlace !== undefined && !setting.inProject) {
    return mistake(
      origin,
      setting.key,
      `may not be set by a project, must be set in ${file.userPlace}`,
    );
  }
  return entryOf(setting, node.type === "scalar" ? node.value : node, origin);
}

function originOf({ path }: ConfigFile, { line }: TomlNode): ConfigOrigin {
  return { type: "file", file: path, line };
}

/** A key as it is written in TOML. */
function shown(name: string): string {
  return /^[\w-]+$/u.test(name) ? name : quoted(name);
}
