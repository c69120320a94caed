import process from "node:process";

import { temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { type Node, nodeOf, runTimed } from "../measure/run-timed.ts";
import { ASK, HEXAI, HTTP_ALONE, plainEnv } from "./hexai.ts";
import { startSlowProvider } from "./slow-provider.ts";

const ROUNDS = 31;

/** Which Node runs the programs a second time: `pnpm bench` itself runs on the one that is to be the floor. */
const OTHER_NODE = process.env["HEXAI_BENCH_NODE"];

/** Asks over Node's `fetch`, with nothing of ours. */
const FETCH_ALONE = `fetch(process.env.HEXAI_OPENAI_BASE_URL + "/chat/completions", { method: "POST", body: "{}" })
  .then((answer) => answer.text())`;

/** From the spawn to the first byte of the request, and from the last chunk of the answer to the exit. */
interface Asked {
  readonly first: number[];
  readonly end: number[];
}

/** How quickly `hexai` starts, asks and ends, against a Node that does nothing, and one that merely asks. */
export async function startUp(): Promise<readonly Row[]> {
  const own = await timesOn(process.execPath);
  if (OTHER_NODE === undefined) {
    return rowsOf(own);
  }
  return [...rowsOf(own), ...firstByteRows(await timesOn(OTHER_NODE))];
}

/** In turns, so that whatever else the machine does hits all of them alike. */
async function timesOn(path: string) {
  const node = await nodeOf(path);
  const home = await temporaryHome();
  const provider = await startSlowProvider();
  const env = plainEnv(home, provider.url);
  const times = {
    node,
    bare: new Array<number>(),
    version: new Array<number>(),
    stats: new Array<number>(),
    hexai: emptyAsked(),
    http: emptyAsked(),
    fetch: emptyAsked(),
  };
  const wallMs = async (args: readonly string[]): Promise<number> =>
    (await runTimed(args, env, path)).wallMs;
  const ask = async ({ first, end }: Asked, args: readonly string[]): Promise<void> => {
    const { startedAt, endedAt } = await runTimed(args, env, path);
    first.push(provider.times().asked - startedAt);
    end.push(endedAt - provider.times().lastChunk);
  };
  try {
    await runTimed([HEXAI, ...ASK], env, path); // fills Node's compile cache, where there is one
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bare.push(await wallMs(["-e", "0"]));
      times.version.push(await wallMs([HEXAI, "--version"]));
      times.stats.push(await wallMs([HEXAI, "stats"]));
      await ask(times.hexai, [HEXAI, ...ASK]);
      await ask(times.http, ["-e", HTTP_ALONE]);
      await ask(times.fetch, ["-e", FETCH_ALONE]);
    }
    return times;
  } finally {
    provider.stop();
    await home.remove();
  }
}

type Times = Awaited<ReturnType<typeof timesOn>>;

function rowsOf(times: Times): readonly Row[] {
  const { bare, version, stats, hexai, http } = times;
  const endMs = median(hexai.end);
  const alone = median(http.end).toFixed(0);
  return [
    ratioRow("hexai --version / node -e 0", median(version) / median(bare), 1.4),
    ...firstByteRows(times),
    ratioRow("hexai stats / node -e 0", median(stats) / median(bare), 2.2),
    {
      what: `from the last chunk of the answer to the exit, statistics included (${alone} ms over Node's http alone)`,
      measured: `${endMs.toFixed(1)} ms`,
      bound: "≤ 20 ms",
      holds: endMs <= 20,
    },
  ];
}

function firstByteRows({ node, bare, hexai, http, fetch }: Times): readonly Row[] {
  const ratio = (values: readonly number[]): number => median(values) / median(bare);
  const alone = `${ratio(http.first).toFixed(2)} over Node's http alone, ${ratio(fetch.first).toFixed(2)} over its fetch`;
  const what = `first request byte at the provider / node -e 0, on ${nameOf(node)} (${alone})`;
  return [ratioRow(what, ratio(hexai.first), node.hasCompileCache ? 2.2 : 2.7)];
}

function nameOf({ version, hasCompileCache }: Node): string {
  return hasCompileCache ? `Node ${version} with its compile cache` : `Node ${version}`;
}

function emptyAsked(): Asked {
  return { first: [], end: [] };
}
