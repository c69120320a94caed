import process from "node:process";

import { TestRunner } from "vitest";

import { isCi, isInstalled } from "./find-program.ts";
import { type ProgramName, SKIP_NOTE } from "./needed-programs.ts";

/**
 * Skips the running test, if there is one, when one of `programs` is not on this machine. In a pipeline (`CI`) the test fails
 * instead, because nobody reads there which tests were skipped.
 */
export function needs(...programs: readonly ProgramName[]): void {
  const missing = programs.filter((name) => !isInstalled(name));
  if (missing.length === 0) {
    return;
  }
  const test = TestRunner.getCurrentTest();
  if (test === undefined) {
    return; // in the demo, which says by itself what it leaves out
  }
  if (isCi(process.env)) {
    throw new Error(`${missing.join(", ")}: not on this machine, must be installed for this test`);
  }
  test.context.skip(`${SKIP_NOTE}${missing.join(", ")}`);
}
