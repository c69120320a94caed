import process from "node:process";

import { itemsOnScreen } from "./lsp/items-on-screen.ts";
import { lspCostMemory } from "./lsp/lsp-cost-memory.ts";
import { lspLatency } from "./lsp/lsp-latency.ts";
import { lspMemory } from "./lsp/lsp-memory.ts";
import { lspStart } from "./lsp/lsp-start.ts";
import type { Row } from "./measure/row.ts";
import { bundleSizes } from "./programs/bundle-sizes.ts";
import { conversations } from "./programs/conversations.ts";
import { executable } from "./programs/executable.ts";
import { menuStart } from "./programs/menu-start.ts";
import { peakMemory } from "./programs/peak-memory.ts";
import { startUp } from "./programs/start-up.ts";
import { statsContention } from "./stats/stats-contention.ts";
import { statsCost } from "./stats/stats-cost.ts";
import { statsMagnitude } from "./stats/stats-magnitude.ts";
import { statsMoney } from "./stats/stats-money.ts";

const BENCHMARKS = [
  ["Statistics: the cost of one update", statsCost],
  ["Statistics: many processes at once", statsContention],
  ["Statistics: a million requests to 200 models in a day", statsMagnitude],
  ["Statistics: tokens and cost", statsMoney],
  ["The terminal command: its start and its end", startUp],
  ["The terminal command: what it holds", peakMemory],
  ["The terminal command: what keeping conversations costs", conversations],
  ["The bundles", bundleSizes],
  ["The native executable, beside the build for Node", executable],
  ["The tmux menu", menuStart],
  ["The language server: its start", lspStart],
  ["The language server: what it adds to the model's time", lspLatency],
  ["The language server: what it holds and does", lspMemory],
  ["The language server: what it holds more to show costs", lspCostMemory],
  ["Editors: items on the screen half a second after a word", itemsOnScreen],
] as const;

/** Parts of titles: all benchmarks run unless some are named. */
const wanted = process.argv.slice(2);

for (const [title, run] of BENCHMARKS) {
  if (wanted.length > 0 && !wanted.some((part) => title.includes(part))) {
    continue;
  }
  process.stdout.write(`\n${title}\n\n${await resultOf(run)}\n`);
}

/** What fails costs its own table and no other one. */
async function resultOf(run: () => Promise<readonly Row[]> | readonly Row[]): Promise<string> {
  try {
    return tableOf(await run());
  } catch (error) {
    process.exitCode = 1;
    return `not measured: ${String(error)}`;
  }
}

/** A Markdown table, ready for docs/performance.md. */
function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ what, measured, bound, holds }) =>
      `| ${what} | ${measured} | ${bound} | ${holds ? "yes" : "NO"} |`,
  );
  return [
    "| measured in one run | result | bound | holds |",
    "| --- | --- | --- | --- |",
    ...lines,
  ].join("\n");
}
