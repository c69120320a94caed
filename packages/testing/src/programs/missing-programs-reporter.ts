import process from "node:process";

import type { Reporter } from "vitest/node";

import { isRoot, packageManager } from "./find-program.ts";
import { installLine, skippedByProgram } from "./needed-programs.ts";

/** Ends a run with the programs that were missing, how many tests each cost, and the line that installs them. */
export function missingProgramsReporter(): Reporter {
  return {
    onTestRunEnd(modules) {
      const skipped = modules.flatMap(({ children }) => [...children.allTests("skipped")]);
      const notes = skipped
        .map((test) => test.result())
        .map((result) => (result.state === "skipped" ? result.note : undefined));
      const costs = skippedByProgram(notes);
      if (costs.size > 0) {
        process.stdout.write(`\n${missingProgramsText(costs)}\n`);
      }
    },
  };
}

function missingProgramsText(costs: ReadonlyMap<string, number>): string {
  const names = [...costs.keys()];
  const manager = packageManager();
  const line = manager === undefined ? "" : installLine(manager, names, isRoot());
  const todo = line === "" ? `Install ${names.join(", ")} to run them.` : `To run them: ${line}`;
  return [
    "Tests were skipped because programs are missing on this machine:",
    ...[...costs].map(([name, cost]) => `  ${name}: ${cost} ${cost === 1 ? "test" : "tests"}`),
    todo,
  ].join("\n");
}
