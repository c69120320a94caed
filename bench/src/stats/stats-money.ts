import { join } from "node:path";
import process from "node:process";

import { createStore, type RequestDetails, type Store } from "@hexai/stats";
import { temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { inTemporaryDirectory } from "../measure/temporary-directory.ts";
import { HEXAI } from "../programs/hexai.ts";

const ROUNDS = 31;
const UPDATES = 300;
/** At first; each update adds one. */
const EVENTS_OF_UPDATES = 100;
const EVENTS_OF_STATS = 500;

const TOKENS = { input: 1200, output: 80, cached: 400 };
const PRICED = { tokens: TOKENS, program: "hexai", vendor: "openai" };
const LOCAL = { tokens: TOKENS, program: "hexai", vendor: "local" };

/** What tokens and costs add to an update and to `hexai stats`. */
export async function statsMoney(): Promise<readonly Row[]> {
  const updates = await timesOfUpdates();
  const stats = await timesOfStats();
  return [
    ratioRow(
      "update with tokens, program and vendor behind 100 to 400 of such / without behind as many without",
      median(updates.with) / median(updates.without),
      1.1,
    ),
    ratioRow(
      "hexai stats of 500 requests on this machine, which need no price / without tokens",
      median(stats.local) / median(stats.without),
      1.1,
    ),
    ratioRow(
      "hexai stats of 500 requests that need a price / without tokens",
      median(stats.priced) / median(stats.without),
      1.4,
    ),
  ];
}

/** In turns, so that whatever else the machine does hits both alike. */
async function timesOfUpdates() {
  return inTemporaryDirectory(async (dir) => {
    const [plain, rich] = [
      await storeWith(join(dir, "plain"), EVENTS_OF_UPDATES),
      await storeWith(join(dir, "rich"), EVENTS_OF_UPDATES, PRICED),
    ];
    const times = { with: new Array<number>(), without: new Array<number>() };
    for (let round = 0; round < UPDATES; round += 1) {
      times.without.push(await timed(() => plain.update("openai", "gpt-4.1", 100, 200)));
      times.with.push(await timed(() => rich.update("openai", "gpt-4.1", 100, 200, PRICED)));
    }
    return times;
  });
}

async function timesOfStats() {
  const times = {
    without: new Array<number>(),
    local: new Array<number>(),
    priced: new Array<number>(),
  };
  const homes = {
    without: await homeWith(undefined),
    local: await homeWith(LOCAL),
    priced: await homeWith(PRICED),
  };
  try {
    for (let round = 0; round <= ROUNDS; round += 1) {
      for (const name of ["without", "local", "priced"] as const) {
        const { wallMs } = await runTimed([HEXAI, "stats"], homes[name].env);
        if (round > 0) {
          times[name].push(wallMs); // the first run fills Node's compile cache, where there is one
        }
      }
    }
    return times;
  } finally {
    await Promise.all(Object.values(homes).map((home) => home.remove()));
  }
}

async function homeWith(details: RequestDetails | undefined) {
  const home = await temporaryHome();
  await storeWith(join(home.dir, ".cache/hexai"), EVENTS_OF_STATS, details);
  return { ...home, env: { ...home.env, PATH: process.env["PATH"] } };
}

/** A store with so many events of three models. */
async function storeWith(dir: string, count: number, details?: RequestDetails): Promise<Store> {
  const store = createStore({ dir });
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      store.update("openai", ["gpt-4.1", "gpt-5-mini", "o3"][index % 3] ?? "", 100, 200, details),
    ),
  );
  return store;
}

async function timed(action: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  await action();
  return performance.now() - startedAt;
}
