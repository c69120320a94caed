import { startProvider, temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import type { Row } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { ASK, HEXAI, HTTP_ALONE, plainEnv } from "./hexai.ts";

/** When V8 cleans up is a matter of luck: the peaks of one program differ by half. */
const ROUNDS = 11;
const SHORT_ANSWER = ["x"];
const LONG_ANSWER = Array.from({ length: 2_000 }, () => `${"x".repeat(9_999)}\n`);

/** What a question takes at most, above a Node that does nothing. */
export async function peakMemory(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  const short = await startProvider({
    respond: () => ({ type: "answer", deltas: SHORT_ANSWER }),
  });
  const long = await startProvider({ respond: () => ({ type: "answer", deltas: LONG_ANSWER }) });
  const peakMb = async (args: readonly string[], url: string): Promise<number> =>
    (await runTimed(args, plainEnv(home, url))).peakBytes / 1_000_000;
  const bare: number[] = [];
  const shortAnswer: number[] = [];
  const longAnswer: number[] = [];
  const alone: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await peakMb(["-e", "setTimeout(() => {}, 50)"], short.url));
      shortAnswer.push(await peakMb([HEXAI, ...ASK], short.url));
      longAnswer.push(await peakMb([HEXAI, ...ASK], long.url));
      alone.push(await peakMb(["-e", HTTP_ALONE], long.url));
    }
  } finally {
    await short.stop();
    await long.stop();
    await home.remove();
  }
  const above = (values: readonly number[]): number => median(values) - median(bare);
  return [
    megabyteRow("peak memory above bare node for a short question", above(shortAnswer), 16),
    megabyteRow(
      `peak memory above bare node for a streamed answer of 20 MB (${above(alone).toFixed(0)} MB over Node's http alone)`,
      above(longAnswer),
      45,
    ),
  ];
}

function megabyteRow(what: string, megabytes: number, bound: number): Row {
  return {
    what,
    measured: `${megabytes.toFixed(0)} MB`,
    bound: `≤ ${bound} MB`,
    holds: megabytes <= bound,
  };
}
