import { setTimeout as sleep } from "node:timers/promises";

import { hexaiProgram } from "@hexai/testing";

import { MARK } from "./provider-conditions.ts";
import { runMaybeKilled } from "./run-program.ts";
import type { SoakContext } from "./soak-context.ts";

const PAUSE_MS = 30;

/** What an actor did, in numbers: how many runs, and how many of them with a good end. */
export interface Acted {
  readonly runs: number;
  readonly answered: number;
}

/** Somebody in a terminal who asks one thing after the other. */
export async function askRepeatedly(context: SoakContext): Promise<Acted> {
  return repeat(context, async () => {
    const { kind, code, out, err } = await runMaybeKilled(context, [
      hexaiProgram("hexai"),
      "--no-cache",
      "--no-stdin",
      MARK,
    ]);
    if (kind !== "killed" && code !== 0 && (code !== 1 || err === "")) {
      context.onFault(`hexai ended with ${code}: ${err}`);
    }
    return code === 0 && out.length > 0;
  });
}

/** Somebody who pipes selections through `hexai-tmux-action`, inside tmux. */
export async function rewriteRepeatedly(
  context: SoakContext,
  inside: SoakContext["env"],
): Promise<Acted> {
  return repeat(context, async () => {
    const args = [hexaiProgram("hexai-tmux-action"), "--action", "simplify", "--yes"];
    const options = { input: `let ${MARK} = 6 * 7;\n`, env: inside };
    const { kind, code, out, err } = await runMaybeKilled(context, args, options);
    if (kind !== "killed" && code !== 0 && (code !== 1 || err === "" || out.length > 0)) {
      context.onFault(`hexai-tmux-action ended with ${code}: ${String(out)}${err}`);
    }
    return code === 0 && out.length > 0;
  });
}

async function repeat(
  { ending, random }: SoakContext,
  run: () => Promise<boolean>,
): Promise<Acted> {
  let runs = 0;
  let answered = 0;
  while (!ending.aborted) {
    runs += 1;
    answered += Number(await run());
    await sleep(random() * PAUSE_MS);
  }
  return { runs, answered };
}
