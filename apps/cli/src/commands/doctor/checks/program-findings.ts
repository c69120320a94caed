import { fail, type Finding, ok, warn } from "../check.ts";

/** What was found of a program by its name. */
export interface FoundProgram {
  readonly name: string;
  /** Absent: it is not on the `PATH`. */
  readonly path?: string;
  /** What it says of itself; absent when it does not. */
  readonly version?: string;
}

/** No command line: until there is a release, somebody else may have the name. */
const INSTALL = "install hexai as its README says";

/**
 * Whether editors, tmux and shells find the three programs, and whether these are one installation.
 *
 * @param own - The version of the program that asks.
 */
export function programFindings(found: readonly FoundProgram[], own: string): readonly Finding[] {
  return [ok(`this is hexai ${own}`), ...found.map((program) => findingOf(program, own))];
}

function findingOf({ name, path, version }: FoundProgram, own: string): Finding {
  if (path === undefined) {
    return warn(`${name} is not on the PATH`, `${USES[name] ?? ""}to have it there, ${INSTALL}`);
  }
  if (version === undefined) {
    return fail(
      `${name} is at ${path} and cannot be run`,
      `see what it says: ${name} --version; or ${INSTALL}`,
    );
  }
  return version === own
    ? ok(`${name} on the PATH is ${path}`)
    : warn(
        `${name} on the PATH, ${path}, is version ${version} and this is ${own}`,
        `to put both at one version, ${INSTALL}`,
      );
}

const USES: Readonly<Record<string, string>> = {
  "hexai-lsp": "editors start it by this name; ",
  "hexai-tmux-action": "tmux and :pipe start it by this name; ",
};
