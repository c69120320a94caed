import { copyFileSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { type Store, createStore } from "@hexai/stats";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { inTemporaryDirectory } from "../measure/temporary-directory.ts";

const DAY_SECONDS = 86_400;
const EVENTS = 1_000_000;
const MODELS = 200;
/** Updates of one process that are made at once share one write. */
const BATCH = 500;
const ROUNDS = 40;
const START = Date.UTC(2026, 0, 1);

/** What the statistics are like at one moment of the day. */
interface Moment {
  readonly events: number;
  readonly bytes: number;
  readonly entries: number;
  /** Over a copy of the file, with a clock that stands still. */
  readonly store: Store;
}

interface MeasuredMoment extends Moment {
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
      return store.update("openrouter", modelOf(recorded), 1234, 5678);
    };

    for (const events of [10_000, 100_000, EVENTS]) {
      for (let from = recorded; from < events; from += BATCH) {
        await Promise.all(Array.from({ length: Math.min(BATCH, events - from) }, record));
      }
      moments.push(momentOf(dir, events, now()));
    }
    const { global } = await store.snapshot();
    const measured = await measure(moments);
    return [...measured.map(momentRow), ...flatRows(measured), totalRow(global.reqs)];
  });
}

function momentOf(dir: string, events: number, at: number): Moment {
  const copy = join(dir, `after-${events}`);
  mkdirSync(copy);
  copyFileSync(join(dir, "stats.json"), join(copy, "stats.json"));
  const text = readFileSync(join(copy, "stats.json"), "utf8");
  return {
    events,
    bytes: Buffer.byteLength(text),
    entries: JSON.parse(text).events.length,
    store: createStore({ dir: copy, now: () => at, window: DAY_SECONDS }),
  };
}

/** In turns, so that whatever else the machine does hits all moments alike. */
async function measure(moments: readonly Moment[]): Promise<readonly MeasuredMoment[]> {
  const updates = moments.map((): number[] => []);
  const snapshots = moments.map((): number[] => []);
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [index, { store }] of moments.entries()) {
      const update = (): Promise<void> => store.update("openrouter", modelOf(round), 1234, 5678);
      updates[index]?.push(await timed(update));
      snapshots[index]?.push(await timed(store.snapshot));
    }
  }
  return moments.map((moment, index) => ({
    ...moment,
    updateMs: median(updates[index] ?? []),
    snapshotMs: median(snapshots[index] ?? []),
  }));
}

function modelOf(request: number): string {
  return `vendor/model-${(request * 7_919) % MODELS}`;
}

function momentRow({ events, bytes, entries, updateMs, snapshotMs }: MeasuredMoment): Row {
  const costs = `update ${updateMs.toFixed(1)} ms, snapshot ${snapshotMs.toFixed(1)} ms`;
  return {
    what: `after ${events.toLocaleString("en")} requests`,
    measured: `${(bytes / 1000).toFixed(0)} kB, ${costs}`,
    bound: "≤ 4,000 entries",
    holds: entries <= 4_000,
  };
}

/** After a million against after 10,000, when the list has grown to its full length or nearly so. */
function flatRows(moments: readonly MeasuredMoment[]): readonly Row[] {
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
