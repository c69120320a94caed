import process from "node:process";

import { TestRunner } from "vitest";

import { findProgram } from "./find-program.ts";
import { type ProgramName, SKIP_NOTE } from "./needed-programs.ts";

/**
 * Skips the running test, if there is one, when one of `programs` is not on this machine. Where `CI` is set, the test fails instead, because
 * nobody reads there what was skipped.
 */
export function needs(...programs: readonly ProgramName[]): void {
  const missing = programs.filter((name) => findProgram(name) === undefined);
  if (missing.length === 0) {
    return;
  }
  const test = TestRunner.getCurrentTest();
  if (test === undefined) {
    return; // in the demo, which says by itself what it leaves out
  }
  if (process.env["CI"] !== undefined) {
    throw new Error(`${missing.join(", ")}: not on this machine, must be installed for this test`);
  }
  test.context.skip(`${SKIP_NOTE}${missing.join(", ")}`);
}
