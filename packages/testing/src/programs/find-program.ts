import { spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";
import process from "node:process";

import { NEEDED_PROGRAMS, type PackageManager, type ProgramName } from "./needed-programs.ts";

/** Servers are installed here, and the `PATH` of a Debian user who is not root does not have these. */
const SYSTEM_DIRECTORIES = ["/usr/local/sbin", "/usr/sbin", "/sbin"];
const MANAGERS: readonly PackageManager[] = ["apt-get", "dnf", "pacman", "brew"];

/** The absolute path of a program on the `PATH` or in a system directory. */
export function findProgram(name: string): string | undefined {
  return [...(process.env["PATH"] ?? "").split(delimiter), ...SYSTEM_DIRECTORIES]
    .filter(isAbsolute)
    .map((directory) => join(directory, name))
    .find(isExecutable);
}

/** Whether a program of the table is on this machine, with its library if it needs one. */
export function isInstalled(name: ProgramName): boolean {
  const [, program, library] = /^(\S+)(?: with (\S+))?$/u.exec(name) ?? [];
  const path = program === undefined ? undefined : findProgram(program);
  return path !== undefined && (library === undefined || hasEmacsLibrary(path, library));
}

/** The programs of the table that are not on this machine. */
export function missingPrograms(): readonly ProgramName[] {
  return NEEDED_PROGRAMS.filter((name) => !isInstalled(name));
}

/** Whether a pipeline runs this process, and not a person. An empty `CI`, `CI=0` and `CI=false` say no. */
export function isCi(env: Readonly<Record<string, string | undefined>>): boolean {
  return !["", "0", "false"].includes((env["CI"] ?? "").toLowerCase());
}

/** The package manager of this machine, when it is a known one. */
export function packageManager(): PackageManager | undefined {
  return MANAGERS.find((name) => findProgram(name) !== undefined);
}

/** Whether this process runs as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Looks where Debian's packages are, because the tests run without the user's own packages. */
function hasEmacsLibrary(emacs: string, library: string): boolean {
  const forms = `(progn
    (require 'package)
    (setq package-directory-list '("/usr/share/emacs/site-lisp/elpa" "/usr/share/emacs/site-lisp/elpa-src"))
    (package-initialize)
    (kill-emacs (if (locate-library "${library}") 0 1)))`;
  return spawnSync(emacs, ["--batch", "--no-init-file", "--eval", forms]).status === 0;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return false;
    }
    throw error;
  }
}
