import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
  unlinkSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";

import { type Store, createStore } from "@hexai/stats";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { inTemporaryDirectory } from "../measure/temporary-directory.ts";

const ROUNDS = 400;
const MODELS = 3;
const FLOOD = 50_000;
/** So many that one round more would compact the list. */
const SINGLE_EVENTS = 900;
const SINGLE_ROUNDS = 100;

/** What one update costs, against a bare replacement of a file and behind lists of other lengths. */
export async function statsCost(): Promise<readonly Row[]> {
  return inTemporaryDirectory(async (dir) => {
    const after9000 = await storeBehind(join(dir, "long"), 9_000);
    const after100 = await storeAfter(join(dir, "hundred"), 100);
    const afterFlood = await storeAfter(join(dir, "flood"), FLOOD);
    const single = await storeAfter(join(dir, "single"), SINGLE_EVENTS);
    const bare: number[] = [];
    const promised: number[] = [];
    const singles: number[] = [];
    const empty: number[] = [];
    const long: number[] = [];
    const hundred: number[] = [];
    const flood: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await timed(() => replaceBare(dir)));
      promised.push(await timed(() => replaceBareByPromises(dir)));
      empty.push(await timedAtEmptyFile(join(dir, "empty")));
      if (round < SINGLE_ROUNDS) {
        singles.push(await timed(() => update(single)));
      }
      long.push(await timed(() => update(after9000)));
      hundred.push(await timed(() => update(after100)));
      flood.push(await timed(() => update(afterFlood)));
    }
    return [
      ratioRow(
        "a bare replacement, synchronous / through promises",
        median(bare) / median(promised),
        1,
      ),
      ratioRow(
        "update at an empty file / bare write + fsync + rename of 1 kB",
        median(empty) / median(bare),
        1.5,
      ),
      ratioRow(
        "update behind 9,000 events / update at an empty file",
        median(long) / median(empty),
        2,
      ),
      ratioRow(
        "update after 50,000 updates / update after 100",
        median(flood) / median(hundred),
        1.5,
      ),
      ratioRow(
        "update behind 1,000 single events, the longest list before it is compacted / at an empty file",
        median(singles) / median(empty),
        4,
      ),
      fileSizeRow(join(dir, "flood", "stats.json")),
      await deadLockRow(join(dir, "dead")),
    ];
  });
}

function fileSizeRow(file: string): Row {
  const bytes = statSync(file).size;
  return {
    what: "the file after 50,000 updates",
    measured: `${(bytes / 1000).toFixed(0)} kB`,
    bound: "≤ 100 kB",
    holds: bytes <= 100_000,
  };
}

/** An update that finds the lock of a process that has just been killed. */
async function deadLockRow(dir: string): Promise<Row> {
  mkdirSync(join(dir, "stats.lock"), { recursive: true });
  const seconds = (await timed(() => update(createStore({ dir })))) / 1000;
  return {
    what: "an update right after a holder of the lock was killed",
    measured: `${seconds.toFixed(1)} s`,
    bound: "< 6 s",
    holds: seconds < 6,
  };
}

function update(store: Store): Promise<void> {
  return store.update("openai", "gpt-4.1", 1234, 5678);
}

async function timed(action: () => Promise<void> | void): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}

/** The least that any durable update costs. */
function replaceBare(dir: string): void {
  const temporary = join(dir, "bare.tmp");
  const fd = openSync(temporary, "wx", 0o600);
  writeSync(fd, "x".repeat(1024));
  fsyncSync(fd);
  closeSync(fd);
  renameSync(temporary, join(dir, "bare"));
}

async function replaceBareByPromises(dir: string): Promise<void> {
  const temporary = join(dir, "promised.tmp");
  const file = await open(temporary, "wx", 0o600);
  await file.write("x".repeat(1024));
  await file.sync();
  await file.close();
  await rename(temporary, join(dir, "promised"));
}

async function timedAtEmptyFile(dir: string): Promise<number> {
  const store = createStore({ dir });
  await update(store);
  unlinkSync(join(dir, "stats.json"));
  return timed(() => update(store));
}

/** A store whose file holds `count` single events, spread evenly over the window. */
async function storeBehind(dir: string, count: number): Promise<Store> {
  const store = createStore({ dir });
  await update(store);
  const now = Date.now();
  const events = Array.from({ length: count }, (_, index) => ({
    ts: new Date(now - (index * 3_590_000) / count).toISOString(),
    provider: "openai",
    model: `model-${index % MODELS}`,
    sent: 1234,
    recv: 5678,
  }));
  writeFileSync(join(dir, "stats.json"), JSON.stringify({ version: 1, events }));
  await update(store);
  return store;
}

async function storeAfter(dir: string, updates: number): Promise<Store> {
  const store = createStore({ dir });
  for (let index = 0; index < updates; index += 1) {
    await update(store);
  }
  return store;
}
