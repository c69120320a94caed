import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { type Store, createStore } from "@hexai/stats";

import { median } from "./median.ts";
import { type Row, ratioRow } from "./row.ts";
import { inTemporaryDirectory } from "./temporary-directory.ts";

const DAY_SECONDS = 86_400;
const EVENTS = 1_000_000;
const MODELS = 200;
/** Updates of one process that are made at once share one write. */
const BATCH = 500;
const ROUNDS = 40;
const START = Date.UTC(2026, 0, 1);

/** How large and how slow the statistics are at three moments of one day. */
interface Moment {
  readonly events: number;
  readonly bytes: number;
  readonly entries: number;
  readonly updateMs: number;
  readonly snapshotMs: number;
}

/** A day of a million requests to 200 models, by a simulated clock, with a window of a day. */
export async function statsMagnitude(): Promise<readonly Row[]> {
  return inTemporaryDirectory(async (dir) => {
    const moments: Moment[] = [];
    let recorded = 0;
    const now = (): number => START + Math.floor((recorded * DAY_SECONDS * 1000) / EVENTS);
    const store = createStore({ dir, now, window: DAY_SECONDS });
    const record = (): Promise<void> => {
      recorded += 1;
      return store.update("openrouter", `vendor/model-${(recorded * 7_919) % MODELS}`, 1234, 5678);
    };

    for (const events of [10_000, 100_000, EVENTS]) {
      const enough = events - ROUNDS;
      for (let from = moments.at(-1)?.events ?? 0; from < enough; from += BATCH) {
        await Promise.all(Array.from({ length: Math.min(BATCH, enough - from) }, record));
      }
      moments.push(await momentOf(dir, store, events, record));
    }
    const { global } = await store.snapshot();
    return [...moments.map(momentRow), ...flatRows(moments), totalRow(global.reqs)];
  });
}

async function momentOf(
  dir: string,
  store: Store,
  events: number,
  record: () => Promise<void>,
): Promise<Moment> {
  const updates: number[] = [];
  const snapshots: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    updates.push(await timed(record));
    snapshots.push(await timed(store.snapshot));
  }
  const file = join(dir, "stats.json");
  const { events: entries } = JSON.parse(readFileSync(file, "utf8"));
  return {
    events,
    bytes: statSync(file).size,
    entries: entries.length,
    updateMs: median(updates),
    snapshotMs: median(snapshots),
  };
}

function momentRow({ events, bytes, entries, updateMs, snapshotMs }: Moment): Row {
  const costs = `update ${updateMs.toFixed(1)} ms, snapshot ${snapshotMs.toFixed(1)} ms`;
  return {
    what: `after ${events.toLocaleString("en")} requests`,
    measured: `${(bytes / 1000).toFixed(0)} kB, ${costs}`,
    bound: "≤ 4,000 entries",
    holds: entries <= 4_000,
  };
}

/** After a million against after 10,000, when the list has grown to its full length or nearly so. */
function flatRows(moments: readonly Moment[]): readonly Row[] {
  const [first, , last] = moments;
  if (!first || !last) {
    return [];
  }
  return [
    ratioRow("the file after a million / after 10,000", last.bytes / first.bytes, 2),
    ratioRow("an update after a million / after 10,000", last.updateMs / first.updateMs, 2),
    ratioRow("a snapshot after a million / after 10,000", last.snapshotMs / first.snapshotMs, 2),
  ];
}

/** All but the first minute is in the window when the day ends. */
function totalRow(reqs: number): Row {
  const minute = EVENTS / (DAY_SECONDS / 60);
  return {
    what: "requests that the window of the day counts at its end",
    measured: reqs.toLocaleString("en"),
    bound: "1,000,000, less the oldest minute at most",
    holds: reqs <= EVENTS && reqs >= EVENTS - minute,
  };
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await action();
  return performance.now() - start;
}
