import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";

import { findProgram, isCi, isRoot, missingPrograms, packageManager } from "./find-program.ts";
import { installLine, packagesFor, setupSteps } from "./needed-programs.ts";

// Looks for the programs that the tests drive, before a test runs. It installs the missing ones where it may do so without
// asking: on Debian and its descendants, as root or with a sudo that needs no password.

const INSTALL = join(import.meta.dirname, "../../src/programs/install-on-debian.sh");

process.exitCode = prepare();

function prepare(): number {
  const missing = missingPrograms();
  if (missing.length === 0) {
    return 0;
  }
  const root = rootCommand();
  if (isDebian() && root !== undefined) {
    const packages = packagesFor("apt-get", missing);
    const steps = setupSteps(missing);
    const what = [`${packages.join(" ")} with apt-get`, ...steps.map((step) => step.what)];
    say(`The tests need ${missing.join(", ")}: installing ${what.join(", and ")}.`);
    run([...root, "sh", INSTALL, ...packages]);
    for (const { what: name, command } of steps) {
      if (!run([...root, "sh", "-c", command])) {
        say(`Cannot install ${name}.`);
      }
    }
  }
  return report(missingPrograms());
}

function run([program = "", ...args]: readonly string[]): boolean {
  return spawnSync(program, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

function report(missing: readonly string[]): number {
  if (missing.length === 0) {
    say("Everything that the tests need is installed now.");
    return 0;
  }
  const manager = packageManager();
  const line = manager === undefined ? "" : installLine(manager, missing, isRoot());
  const todo = line === "" ? "" : ` To install: ${line}`;
  if (isCi(process.env)) {
    say(`The tests need ${missing.join(", ")}, which this machine does not have.${todo}`);
    return 1;
  }
  say(`Tests that need ${missing.join(", ")} are skipped: not on this machine.${todo}`);
  return 0;
}

/** The words in front of a command that make it run as root, or `undefined` where that takes a password. */
function rootCommand(): readonly string[] | undefined {
  if (isRoot()) {
    return [];
  }
  const sudo = findProgram("sudo");
  const asks =
    sudo === undefined || spawnSync(sudo, ["-n", "true"], { stdio: "ignore" }).status !== 0;
  return asks ? undefined : [sudo, "-n"];
}

/** Whether this is Debian, Ubuntu or another descendant, by the file that every Linux distribution has. */
function isDebian(): boolean {
  if (findProgram("apt-get") === undefined) {
    return false;
  }
  try {
    const release = readFileSync("/etc/os-release", "utf8");
    return /^ID(?:_LIKE)?=.*\b(?:debian|ubuntu)\b/mu.test(release);
  } catch (error) {
    if (error instanceof Error && "code" in error) {
      return false;
    }
    throw error;
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
