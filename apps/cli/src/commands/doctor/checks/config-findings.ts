import type { ConfigPaths, LoadedConfig } from "@hexai/config";
import { quote } from "shlex";

import { fail, type Finding, ok, warn } from "../check.ts";
import { issueFinding, type UserFile } from "./issue-finding.ts";
import { formatMode, type PathStatus } from "./path-status.ts";

/** The facts about the files of the configuration. */
export interface ConfigFacts {
  readonly paths: ConfigPaths;
  readonly loaded: LoadedConfig;
  readonly userFile: UserFile;
}

const OTHERS_READ = 0o044;

/** Which files are read, every mistake in them, and whether others may read how keys are got. */
export function configFindings({ paths, loaded, userFile }: ConfigFacts): readonly Finding[] {
  const { user, project } = paths;
  const files = [
    ...(user === undefined ? [] : [{ ...user, what: "your settings" }]),
    ...(project?.exists === true ? [{ ...project, what: "the project's settings" }] : []),
  ];
  const read = files.map(({ path, exists, what }) =>
    ok(exists ? `${what} are read from ${path}` : `no settings of your own: ${path} is not there`),
  );
  return [
    ...(user === undefined
      ? [fail("there is no place for your settings", "set HOME or XDG_CONFIG_HOME")]
      : read),
    ...(user === undefined
      ? []
      : permissionFindings(user.path, userFile.status, hasCommand(loaded))),
    ...(loaded.ok ? [] : loaded.issues.map((issue) => issueFinding(issue, userFile))),
  ];
}

function hasCommand(loaded: LoadedConfig): boolean {
  return loaded.ok && [...loaded.origins.keys()].some((key) => key.endsWith(".api_key_command"));
}

/** A file that others can write is no matter of these: it is refused when it is loaded. */
function permissionFindings(
  path: string,
  status: PathStatus,
  hasKeyCommand: boolean,
): readonly Finding[] {
  if (status.type !== "file") {
    return [];
  }
  return hasKeyCommand && (status.mode & OTHERS_READ) !== 0
    ? [
        warn(
          `others may read how you get your keys in ${path} (${formatMode(status.mode)})`,
          `chmod 600 ${quote(path)}`,
        ),
      ]
    : [];
}
