import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { type LspSession, residentBytes, startLspSession } from "./lsp-session.ts";
import { median } from "./median.ts";
import type { Row } from "./row.ts";

const COMPLETIONS = 1_000;
const CHANGES_EACH = 10;

/** How much the server may seem to have grown in the second half, in megabytes: what two looks differ by anyway. */
const FLAT_MB = 5;

/** After this, in milliseconds, connections that were kept alive have ended, and V8 has cleaned up. */
const REST_MS = 15_000;

const IDLE_MS = 5_000;

/** What the server holds after a day's work, and what it does while nobody works. */
export async function lspMemory(): Promise<readonly Row[]> {
  const bareMb = await bareNodeMb();
  const session = await startLspSession(1, (index) => [`compute(${index});`]);
  try {
    const { pid } = session.client;
    await work(session, 0, COMPLETIONS / 2);
    const halfMb = await settledMb(pid);
    await work(session, COMPLETIONS / 2, COMPLETIONS);
    const fullMb = await settledMb(pid);
    const before = await switchesOf(pid);
    await delay(IDLE_MS);
    const wakeUps = (await switchesOf(pid)) - before;
    return [
      megabyteRow(
        "memory above bare node after 1,000 completions and 10,000 changes",
        fullMb - bareMb,
        35,
      ),
      megabyteRow("of this, grown in the second half", fullMb - halfMb, FLAT_MB),
      {
        what: `wake-ups in ${IDLE_MS / 1_000} s in which nobody asks for anything`,
        measured: String(wakeUps),
        bound: "0",
        holds: wakeUps === 0,
      },
    ];
  } finally {
    await session.stop();
  }
}

async function work(session: LspSession, from: number, to: number): Promise<void> {
  for (let round = from; round < to; round += 1) {
    let place = session.writeLine(0, (round * 37) % 5_000, `const result_${round} `);
    for (const character of "= 1 + 2 + ".slice(1, CHANGES_EACH)) {
      place = session.type(place, character);
    }
    const { items } = await session.complete(place);
    if (items !== 1) {
      throw new Error(`Round ${round} has ${items} items`);
    }
  }
}

async function settledMb(pid: number): Promise<number> {
  await delay(REST_MS);
  const looks: number[] = [];
  for (let look = 0; look < 5; look += 1) {
    looks.push((await residentBytes(pid)) / 1_000_000);
    await delay(100);
  }
  return median(looks);
}

async function bareNodeMb(): Promise<number> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e8)"]);
  await delay(1_000);
  const bytes = await residentBytes(child.pid ?? -1);
  child.kill();
  return bytes / 1_000_000;
}

/** How often the system has let any thread of the process run, as proc(5) tells. */
async function switchesOf(pid: number): Promise<number> {
  const threads = await readdir(`/proc/${pid}/task`);
  const statuses = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/status`, "utf8")),
  );
  return statuses.reduce(
    (sum, status) => sum + Number(/\nvoluntary_ctxt_switches:\s+(\d+)/.exec(status)?.[1]),
    0,
  );
}

function megabyteRow(what: string, megabytes: number, bound: number): Row {
  return {
    what,
    measured: `${megabytes.toFixed(1)} MB`,
    bound: `≤ ${bound} MB`,
    holds: megabytes <= bound,
  };
}
