import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { startLanguageServer, temporaryHome } from "@hexai/testing";

import { LSP, memoryOf } from "./lsp-session.ts";
import { median } from "./median.ts";
import { type Row, ratioRow } from "./row.ts";
import { runTimed } from "./run-timed.ts";

const ROUNDS = 21;

/** The program of `@github/copilot-language-server`, if it is there to be compared with. */
const COPILOT = process.env["HEXAI_BENCH_COPILOT"];

/** How soon the server answers `initialize`, against a Node that does nothing and against Copilot's server. */
export async function lspStart(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const env = { PATH: process.env["PATH"], ...home.env };
  try {
    const bare: number[] = [];
    const own: Start[] = [];
    const copilot: Start[] = [];
    await start([LSP, "--stdio"], env); // warms up the compile cache, where there is one
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await runTimed(["-e", "0"], env)).wallMs);
      own.push(await start([LSP, "--stdio"], env));
      if (COPILOT !== undefined && round < 5) {
        copilot.push(await start([COPILOT, "--stdio"], env));
      }
    }
    const ratio = median(own.map(({ answeredMs }) => answeredMs)) / median(bare);
    return [
      ratioRow("spawn to the answer to initialize / node -e 0", ratio, 2.2),
      ...(copilot.length === 0 ? [] : comparisonOf(own, copilot)),
    ];
  } finally {
    await home.remove();
  }
}

interface Start {
  readonly answeredMs: number;
  readonly idleMb: number;
}

async function start(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<Start> {
  const before = performance.now();
  const client = await startLanguageServer({ command: process.execPath, args, env });
  await client.initialize({
    processId: null,
    initializationOptions: {
      editorInfo: { name: "bench", version: "1" },
      editorPluginInfo: { name: "bench", version: "1" },
    },
  });
  const answeredMs = performance.now() - before;
  await delay(2_000);
  const { residentMb: idleMb } = await memoryOf(client.pid);
  await client.stop();
  return { answeredMs, idleMb };
}

function comparisonOf(own: readonly Start[], copilot: readonly Start[]): readonly Row[] {
  return [
    besideRow("ms from spawn to the answer to initialize", (one) => one.answeredMs, own, copilot),
    besideRow("MB resident when idle", (one) => one.idleMb, own, copilot),
  ];
}

function besideRow(
  what: string,
  valueOf: (one: Start) => number,
  own: readonly Start[],
  copilot: readonly Start[],
): Row {
  const [ours, theirs] = [median(own.map(valueOf)), median(copilot.map(valueOf))];
  return {
    what: `${what}, beside Copilot's server`,
    measured: ours.toFixed(0),
    bound: `≤ ${theirs.toFixed(0)}`,
    holds: ours <= theirs,
  };
}
