import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { temporaryHome, type TemporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { ASK, HEXAI, plainEnv } from "./hexai.ts";
import { startSlowProvider } from "./slow-provider.ts";

const ROUNDS = 41;
const CONVERSATIONS = 1000;

/** What keeping conversations costs: a question, and the list of many. */
export async function conversations(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const provider = await startSlowProvider();
  const env = plainEnv(home, provider.url);
  const times = {
    bare: new Array<number>(),
    version: new Array<number>(),
    log: new Array<number>(),
    kept: new Array<number>(),
    notKept: new Array<number>(),
  };
  const wallMs = async (args: readonly string[]): Promise<number> =>
    (await runTimed(args, env)).wallMs;
  const firstByteMs = async (args: readonly string[]): Promise<number> => {
    const { startedAt } = await runTimed(args, env);
    return provider.times().asked - startedAt;
  };
  try {
    await keep(CONVERSATIONS, home);
    await wallMs([HEXAI, "log"]); // fills Node's compile cache, where there is one
    for (let round = 0; round < ROUNDS; round += 1) {
      times.bare.push(await wallMs(["-e", "0"]));
      times.version.push(await wallMs([HEXAI, "--version"]));
      times.log.push(await wallMs([HEXAI, "log"]));
      times.kept.push(await firstByteMs([HEXAI, ...ASK]));
      times.notKept.push(await firstByteMs([HEXAI, ...ASK, "--no-log"]));
    }
  } finally {
    provider.stop();
    await home.remove();
  }
  const longer = median(times.log) - median(times.version);
  return [
    ratioRow(
      `hexai log with ${CONVERSATIONS} conversations, longer than hexai --version, / node -e 0`,
      longer / median(times.bare),
      0.5,
    ),
    ratioRow(
      "first request byte of a question that is kept / of one that is not",
      median(times.kept) / median(times.notKept),
      1.05,
    ),
  ];
}

/** Conversations of one turn each. */
async function keep(count: number, home: TemporaryHome): Promise<void> {
  const dir = join(home.dir, ".local/state/hexai/conversations");
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (let index = 0; index < count; index += 1) {
    const at = new Date(Date.UTC(2026, 10, 29, 0, 0, index)).toISOString();
    const id = `${at.slice(0, 10).replaceAll("-", "")}-${at.slice(11, 19).replaceAll(":", "")}-x`;
    const model = { index: 0, provider: "openai", model: "gpt-4.1" };
    const messages = [
      { version: 1, id: "s", parent: null, at, role: "system", content: "x".repeat(230) },
      { id: "q", parent: "s", at, role: "user", content: `question ${index}`, models: [model] },
      {
        id: "a",
        parent: "q",
        at,
        role: "assistant",
        content: "y".repeat(800),
        end: "whole",
        ...model,
      },
    ];
    const lines = messages.map((message) => `${JSON.stringify(message)}\n`).join("");
    await writeFile(join(dir, `${id}.jsonl`), lines, { mode: 0o600 });
  }
}
