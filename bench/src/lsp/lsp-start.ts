import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { startLanguageServer, temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { LSP, memoryOf } from "./lsp-session.ts";

const ROUNDS = 21;
/** Until a server that nobody talks to has settled down. */
const IDLE_MS = 2_000;

/** The program of `@github/copilot-language-server`, if it is there to be compared with. */
const COPILOT = process.env["HEXAI_BENCH_COPILOT"];

/** How soon the server answers `initialize`, against a Node that does nothing and against Copilot's server. */
export async function lspStart(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const env = { PATH: process.env["PATH"], ...home.env };
  try {
    const bare: number[] = [];
    const own: Start[] = [];
    await start([LSP, "--stdio"], env, IDLE_MS); // fills Node's compile cache, where there is one
    // No pauses: after one the next program to start pays for all that slept, and that would be the bare one.
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await runTimed(["-e", "0"], env)).wallMs);
      own.push(await start([LSP, "--stdio"], env, 0));
    }
    const ratio = median(own.map(({ answeredMs }) => answeredMs)) / median(bare);
    const row = ratioRow("spawn to the answer to initialize / node -e 0", ratio, 2.9);
    return COPILOT === undefined ? [row] : [row, ...(await besideCopilot(COPILOT, env))];
  } finally {
    await home.remove();
  }
}

async function besideCopilot(
  program: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<readonly Row[]> {
  const own: Start[] = [];
  const copilot: Start[] = [];
  for (let round = 0; round < 5; round += 1) {
    own.push(await start([LSP, "--stdio"], env, IDLE_MS));
    copilot.push(await start([program, "--stdio"], env, IDLE_MS));
  }
  return comparisonOf(own, copilot);
}

interface Start {
  readonly answeredMs: number;
  readonly idleMb: number;
}

async function start(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  idleMs: number,
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
  await delay(idleMs);
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
