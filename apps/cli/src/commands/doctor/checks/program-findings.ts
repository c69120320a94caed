import { fail, type Finding, ok, warn } from "../check.ts";

/** A program that was looked up by its name. */
export interface FoundProgram {
  readonly name: string;
  /** Undefined when it is not on the `PATH`. */
  readonly path?: string;
  /** The version that it reports; undefined when it does not. */
  readonly version?: string;
}

/** This is not a command, because another publisher may own the name of the package until there is a release. */
const INSTALL = "install hexai as its README says";

/**
 * Whether editors, tmux and shells find the three programs, and whether these are one installation.
 *
 * @param own - The version of the program that asks.
 */
export function programFindings(found: readonly FoundProgram[], own: string): readonly Finding[] {
  return [ok(`this is hexai ${own}`), ...found.map((program) => programFinding(program, own))];
}

function programFinding({ name, path, version }: FoundProgram, own: string): Finding {
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
