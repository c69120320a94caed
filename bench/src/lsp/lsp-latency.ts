import { median } from "../measure/median.ts";
import type { Row } from "../measure/row.ts";
import { type LspSession, startLspSession } from "./lsp-session.ts";

const DOCUMENTS = 20;
const WARM_UP = 50;
const ROUNDS = 500;

/** What the server adds to the model's own time, in documents of 5,000 lines. */
export async function lspLatency(): Promise<readonly Row[]> {
  const session = await startLspSession(DOCUMENTS, (index) => ["compute", `(${index});`]);
  try {
    const asked: number[] = [];
    const known: number[] = [];
    const typed: number[] = [];
    for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
      const times = await complete(session, round);
      if (round >= WARM_UP) {
        asked.push(times.asked);
        known.push(times.known);
        typed.push(times.typed);
      }
    }
    return [
      timeRow("request to reply, less the provider's own time: median", median(asked), 4),
      timeRow("request to reply, less the provider's own time: 99 %", percentile99(asked), 20),
      timeRow("request to reply when it is known: median", median(known), 1),
      timeRow("request to reply while the user types it: median", median(typed), 1),
    ];
  } finally {
    await session.stop();
  }
}

/** One completion that a model is asked for, the same again, and once more after its first letters were typed. */
async function complete({ writeLine, type, ...session }: LspSession, round: number) {
  const before = session.provider.answered();
  const place = writeLine(round % DOCUMENTS, (round * 37) % 5_000, `const result_${round} = `);
  const asked = await session.complete(place);
  const ownMs = asked.tookMs - session.provider.tookMs();
  const known = await session.complete(place);
  const typed = await session.complete(type(place, "comp"));
  const isExpected = [asked, known, typed].every(({ items }) => items === 1);
  if (!isExpected || session.provider.answered() !== before + 1) {
    throw new Error(`Round ${round} was not as it should be`);
  }
  return { asked: ownMs, known: known.tookMs, typed: typed.tookMs };
}

function timeRow(what: string, ms: number, boundMs: number): Row {
  return {
    what,
    measured: `${ms.toFixed(2)} ms`,
    bound: `≤ ${boundMs} ms`,
    holds: ms <= boundMs,
  };
}

function percentile99(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.99)] ?? Number.NaN;
}
