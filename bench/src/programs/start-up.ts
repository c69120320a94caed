import { join } from "node:path";
import process from "node:process";

import { createStore } from "@hexai/stats";
import { startProvider, temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { type Run, runTimed } from "../measure/run-timed.ts";
import { startSlowProvider } from "./slow-provider.ts";

const ROUNDS = 21;
/** When V8 cleans up is a matter of luck: the peaks of one program differ by half. */
const PEAK_ROUNDS = 9;
const HEXAI = join(import.meta.dirname, "../../../apps/cli/bin.js");
const LONG_ANSWER = Array.from({ length: 2_000 }, () => `${"x".repeat(9_999)}\n`);

const PATH = "/chat/completions";

/** Asks over Node's `http` and reads the answer, with nothing of ours: what no program on Node can be better than. */
const HTTP_ALONE = `require("node:http")
  .request(process.env.HEXAI_OPENAI_BASE_URL + "${PATH}", { method: "POST" }, (answer) => answer.resume())
  .end('{"model":"m","stream":true,"messages":[{"role":"user","content":"x"}]}')`;

/** The same over Node's `fetch`. */
const FETCH_ALONE = `fetch(process.env.HEXAI_OPENAI_BASE_URL + "${PATH}", { method: "POST", body: "{}" })
  .then((answer) => answer.text())`;

interface Times {
  readonly bare: number[];
  readonly version: number[];
  readonly stats: number[];
  readonly update: number[];
  readonly hexai: Asked;
  readonly http: Asked;
  readonly fetch: Asked;
}

/** From the spawn to the first byte of the request, and from the last chunk of the answer to the exit. */
interface Asked {
  readonly first: number[];
  readonly end: number[];
}

/** How quickly `hexai` starts, asks and ends, against a Node that does nothing, and one that merely asks. */
export async function startUp(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const slow = await startSlowProvider();
  const provider = await startProvider({
    respond: () => ({ type: "answer", deltas: LONG_ANSWER }),
  });
  // Nothing else of our own environment: with NODE_EXTRA_CA_CERTS a bare Node takes three times as long, and all looks well.
  const env = {
    PATH: process.env["PATH"],
    ...home.env,
    HEXAI_OPENAI_API_KEY: "none-needed",
    HEXAI_OPENAI_BASE_URL: slow.url,
  };
  const run = (...args: readonly string[]): Promise<Run> => runTimed(args, env);
  const ask = async ({ first, end }: Asked, ...args: readonly string[]): Promise<void> => {
    const { startedAt, endedAt } = await run(...args);
    first.push(slow.times().asked - startedAt);
    end.push(endedAt - slow.times().lastChunk);
  };
  const peakMb = async (...args: readonly string[]): Promise<number> => {
    const peaks: number[] = [];
    for (let round = 0; round < PEAK_ROUNDS; round += 1) {
      const { peakBytes } = await runTimed(args, { ...env, HEXAI_OPENAI_BASE_URL: provider.url });
      peaks.push(peakBytes / 1_000_000);
    }
    return median(peaks);
  };
  try {
    const times = emptyTimes();
    const store = createStore({ dir: join(home.dir, "update") });
    await run(HEXAI, "-q", "--no-stdin", "warm up the compile cache");
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bare.push((await run("-e", "0")).wallMs);
      times.version.push((await run(HEXAI, "--version")).wallMs);
      times.stats.push((await run(HEXAI, "stats")).wallMs);
      await ask(times.hexai, HEXAI, "-q", "--no-stdin", "--no-cache", "x");
      await ask(times.http, "-e", HTTP_ALONE);
      await ask(times.fetch, "-e", FETCH_ALONE);
      const before = performance.now();
      await store.update("openai", "gpt-4.1", 1, 2);
      times.update.push(performance.now() - before);
    }
    const idleMb = await peakMb("-e", "setTimeout(() => {}, 50)");
    const hexaiMb = await peakMb(HEXAI, "-q", "--no-stdin", "--no-cache", "a long answer");
    const httpMb = await peakMb("-e", HTTP_ALONE);
    return [...timeRows(times), memoryRow(hexaiMb - idleMb, httpMb - idleMb)];
  } finally {
    slow.stop();
    await provider.stop();
    await home.remove();
  }
}

function emptyTimes(): Times {
  return {
    bare: [],
    version: [],
    stats: [],
    update: [],
    hexai: { first: [], end: [] },
    http: { first: [], end: [] },
    fetch: { first: [], end: [] },
  };
}

function timeRows({ bare, version, stats, update, hexai, http, fetch }: Times): readonly Row[] {
  const ratio = (values: readonly number[]): number => median(values) / median(bare);
  const floor = `${ratio(http.first).toFixed(2)} over Node's http alone, ${ratio(fetch.first).toFixed(2)} over its fetch`;
  const endMs = median(hexai.end) - median(update);
  return [
    ratioRow("hexai --version / node -e 0", ratio(version), 1.25),
    ratioRow(`first request byte at the provider / node -e 0 (${floor})`, ratio(hexai.first), 2),
    ratioRow("hexai stats / node -e 0", ratio(stats), 1.5),
    {
      what: `from the last chunk of the answer to the exit, less one statistics update (${median(http.end).toFixed(0)} ms over Node's http alone)`,
      measured: `${endMs.toFixed(1)} ms`,
      bound: "≤ 10 ms",
      holds: endMs <= 10,
    },
  ];
}

function memoryRow(aboveMb: number, floorMb: number): Row {
  return {
    what: `peak memory above bare node for a streamed answer of 20 MB (${floorMb.toFixed(0)} MB over Node's http alone)`,
    measured: `${aboveMb.toFixed(0)} MB`,
    bound: "≤ 40 MB",
    holds: aboveMb <= 40,
  };
}
