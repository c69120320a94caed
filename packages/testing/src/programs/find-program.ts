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

/** The programs of the table that are not on this machine. */
export function missingPrograms(): readonly ProgramName[] {
  return NEEDED_PROGRAMS.filter((name) => findProgram(name) === undefined);
}

/** The package manager of this machine, when it is a known one. */
export function packageManager(): PackageManager | undefined {
  return MANAGERS.find((name) => findProgram(name) !== undefined);
}

/** Whether this process runs as root. */
export function isRoot(): boolean {
  return process.getuid?.() === 0;
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
