import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { inTemporaryDirectory } from "../measure/temporary-directory.ts";

const ROUNDS = 5;
const PROCESSES = 16;
const UPDATES = 50;

/** What it costs that many processes update at the same time, against one that does all the updates. */
export async function statsContention(): Promise<readonly Row[]> {
  const ratios: number[] = [];
  const slowest: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const one = await race(1, PROCESSES * UPDATES);
    const many = await race(PROCESSES, UPDATES);
    ratios.push(many.wallMs / one.wallMs);
    slowest.push(many.slowestMs);
  }
  const worst = Math.max(...slowest);
  return [
    ratioRow("16 processes × 50 updates / one process × 800", median(ratios), 2),
    {
      what: "the slowest single update of all those",
      measured: `${worst.toFixed(0)} ms`,
      bound: "< 1000 ms",
      holds: worst < 1_000,
    },
  ];
}

interface Race {
  readonly wallMs: number;
  readonly slowestMs: number;
}

/** Lets `processes` go at once, after all of them have started. */
async function race(processes: number, updates: number): Promise<Race> {
  return inTemporaryDirectory(async (dir) => {
    const program = join(import.meta.dirname, "contender.js");
    const children = Array.from({ length: processes }, () => fork(program, [dir, String(updates)]));
    await Promise.all(children.map((child) => once(child, "message")));
    const start = performance.now();
    const slowest = await Promise.all(children.map(runToEnd));
    return { wallMs: performance.now() - start, slowestMs: Math.max(...slowest) };
  });
}

async function runToEnd(child: ChildProcess): Promise<number> {
  child.send("go");
  const [report] = await once(child, "message");
  return Number(report);
}
