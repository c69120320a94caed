import { join } from "node:path";
import process from "node:process";

import { createStore } from "@hexai/stats";
import { startProvider, temporaryHome } from "@hexai/testing";

import { median } from "./median.ts";
import { type Row, ratioRow } from "./row.ts";
import { type Run, runTimed } from "./run-timed.ts";
import { startSlowProvider } from "./slow-provider.ts";

const ROUNDS = 21;
const HEXAI = join(import.meta.dirname, "../../apps/cli/bin.js");
const LONG_ANSWER = Array.from({ length: 2_000 }, () => `${"x".repeat(9_999)}\n`);

/** How quickly `hexai` starts, asks and ends, against a Node that does nothing. */
export async function startUp(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const slow = await startSlowProvider();
  const provider = await startProvider({
    respond: () => ({ type: "answer", deltas: LONG_ANSWER }),
  });
  const env = {
    ...process.env, // what Node itself needs to start here, for the bare one too
    TMUX: undefined,
    ...home.env,
    HEXAI_OPENAI_API_KEY: "none-needed",
    HEXAI_OPENAI_BASE_URL: slow.url,
  };
  const run = (...args: readonly string[]): Promise<Run> => runTimed(args, env);
  try {
    const bare: number[] = [];
    const version: number[] = [];
    const stats: number[] = [];
    const firstByte: number[] = [];
    const ending: number[] = [];
    const update: number[] = [];
    const store = createStore({ dir: join(home.dir, "update") });
    await run(HEXAI, "-q", "--no-stdin", "warm up the compile cache");
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await run("-e", "0")).wallMs);
      version.push((await run(HEXAI, "--version")).wallMs);
      stats.push((await run(HEXAI, "stats")).wallMs);
      const asked = await run(HEXAI, "-q", "--no-stdin", "--no-cache", "x");
      firstByte.push(slow.times().asked - asked.startedAt);
      ending.push(asked.endedAt - slow.times().lastChunk);
      const before = performance.now();
      await store.update("openai", "gpt-4.1", 1, 2);
      update.push(performance.now() - before);
    }
    const idle = await run("-e", "setTimeout(() => {}, 50)");
    const answer = await runTimed([HEXAI, "-q", "--no-stdin", "--no-cache", "a long answer"], {
      ...env,
      HEXAI_OPENAI_BASE_URL: provider.url,
    });
    const aboveMb = (answer.peakBytes - idle.peakBytes) / 1_000_000;
    const endMs = median(ending) - median(update);
    return [
      ratioRow("hexai --version / node -e 0", median(version) / median(bare), 1.25),
      ratioRow(
        "first request byte at the provider / node -e 0",
        median(firstByte) / median(bare),
        2,
      ),
      ratioRow("hexai stats / node -e 0", median(stats) / median(bare), 1.5),
      {
        what: "from the last chunk of the answer to the exit, less one statistics update",
        measured: `${endMs.toFixed(0)} ms`,
        bound: "≤ 10 ms",
        holds: endMs <= 10,
      },
      {
        what: "peak memory above bare node for a streamed answer of 20 MB",
        measured: `${aboveMb.toFixed(0)} MB`,
        bound: "≤ 40 MB",
        holds: aboveMb <= 40,
      },
    ];
  } finally {
    slow.stop();
    await provider.stop();
    await home.remove();
  }
}
