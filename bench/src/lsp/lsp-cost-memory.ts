import { setTimeout as delay } from "node:timers/promises";

import { createStore } from "@hexai/stats";

import { median } from "../measure/median.ts";
import { megabyteRow, type Row } from "../measure/row.ts";
import { type LspSession, memoryOf, startLspSession } from "./lsp-session.ts";

const COMPLETIONS = 300;

/** Longer than the server waits before it counts, so that each completion has a Σ line of its own. */
const PAUSE_MS = 300;

/** After this, in milliseconds, V8 has cleaned up in each of them: it does so between 10 and 40 seconds after the last request. */
const REST_MS = 60_000;

const EVENTS = 400;
const TOKENS = { input: 1200, output: 80, cached: 400 };

/** Of several vendors, so that as much of the table is read as in a day with many models. */
const MODELS = [
  ["openai", "gpt-4.1"],
  ["openai", "gpt-5-mini"],
  ["anthropic", "claude-sonnet-4-5"],
  ["google", "gemini-2.5-pro"],
  ["openrouter", "anthropic/claude-sonnet-4.5"],
  ["openrouter", "no-such/model"],
] as const;

/** What a server holds more when its Σ line shows costs. */
export async function lspCostMemory(): Promise<readonly Row[]> {
  const sessions = await Promise.all([
    startSession(""),
    startSession('[stats]\nshow = ["cost"]\n'),
  ]);
  try {
    const looks: (readonly number[])[] = [];
    for (let round = 0; round < COMPLETIONS; round += 1) {
      await Promise.all([...sessions.map((session) => complete(session, round)), delay(PAUSE_MS)]);
      looks.push(await residentMbOf(sessions));
    }
    const working = looks
      .slice(COMPLETIONS / 2)
      .map(([without = 0, withCosts = 0]) => withCosts - without);
    await delay(REST_MS);
    const [without = 0, withCosts = 0] = await residentMbOf(sessions);
    const what = 'resident memory with show = ["cost"] above one without';
    return [
      megabyteRow(`${what}, median between Σ lines 150 and 300`, median(working), 8),
      megabyteRow(`${what}, at rest after 300 Σ lines`, withCosts - without, 8),
    ];
  } finally {
    await Promise.all(sessions.map((session) => session.stop()));
  }
}

function startSession(config: string): Promise<LspSession> {
  return startLspSession(1, (index) => [`compute(${index});`], { config, fillStats });
}

function residentMbOf(sessions: readonly LspSession[]): Promise<readonly number[]> {
  return Promise.all(sessions.map(async ({ client }) => (await memoryOf(client.pid)).residentMb));
}

async function fillStats(dir: string): Promise<void> {
  const store = createStore({ dir });
  await Promise.all(
    Array.from({ length: EVENTS }, (_, index) => {
      const [vendor, model] = MODELS[index % MODELS.length] ?? MODELS[0];
      return store.update(vendor, model, 100, 200, { tokens: TOKENS, program: "hexai", vendor });
    }),
  );
}

async function complete(session: LspSession, round: number): Promise<void> {
  const { items } = await session.complete(session.writeLine(0, round, `const r_${round} = `));
  if (items !== 1) {
    throw new Error(`Round ${round} has ${items} items`);
  }
}
