import { spawn } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import { median } from "../measure/median.ts";
import { megabyteRow, type Row } from "../measure/row.ts";
import { type LspSession, type Memory, memoryOf, startLspSession } from "./lsp-session.ts";

const COMPLETIONS = 1_000;
const CHANGES_EACH = 10;
const SAMPLE_EVERY = 25;

/** How much the server may seem to have grown in the second half, in megabytes: what two looks differ by anyway. */
const FLAT_MB = 5;

/** After this, in milliseconds, connections that were kept alive have ended, and V8 has cleaned up. */
const REST_MS = 15_000;

const IDLE_MS = 5_000;

/** What the server holds after a day's work, and what it does while nobody works. */
export async function lspMemory(): Promise<readonly Row[]> {
  const bare = await bareNode();
  const session = await startLspSession(1, (index) => [`compute(${index});`]);
  try {
    const { pid } = session.client;
    await work(session, 0, COMPLETIONS / 2);
    const looks: Memory[] = [];
    for (let done = COMPLETIONS / 2; done < COMPLETIONS; done += SAMPLE_EVERY) {
      looks.push(await memoryOf(pid));
      await work(session, done, done + SAMPLE_EVERY);
    }
    const grownMb = medianOf(looks.slice(-5)) - medianOf(looks.slice(0, 5));
    await delay(REST_MS);
    const full = await memoryOf(pid);
    const before = await switchesOf(pid);
    await delay(IDLE_MS);
    const wakeUps = (await switchesOf(pid)) - before;
    const after = "above bare node after 1,000 completions and 10,000 changes";
    return [
      megabyteRow(`resident memory ${after}`, full.residentMb - bare.residentMb, 35),
      megabyteRow(`private memory ${after}`, full.privateMb - bare.privateMb, 35),
      megabyteRow("of the resident memory, grown in the second half", grownMb, FLAT_MB),
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

function medianOf(looks: readonly Memory[]): number {
  return median(looks.map(({ residentMb }) => residentMb));
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

async function bareNode(): Promise<Memory> {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1e8)"]);
  await delay(1_000);
  const memory = await memoryOf(child.pid ?? -1);
  child.kill();
  return memory;
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
