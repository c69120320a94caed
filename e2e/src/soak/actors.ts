import { setTimeout as sleep } from "node:timers/promises";

import { runDoomed } from "./run-doomed.ts";
import { binOf, type Scene } from "./scene.ts";
import { MARK } from "./weather.ts";

const PAUSE_MS = 30;

/** What an actor did, in numbers: how many runs, and how many of them with a good end. */
export interface Acted {
  readonly runs: number;
  readonly answered: number;
}

/** Somebody in a terminal who asks one thing after the other. */
export async function askAgainAndAgain(scene: Scene): Promise<Acted> {
  return repeat(scene, async () => {
    const { fate, code, out, err } = await runDoomed(scene, [
      binOf("cli"),
      "--no-cache",
      "--no-stdin",
      MARK,
    ]);
    if (fate !== "doomed" && code !== 0 && (code !== 1 || err === "")) {
      scene.onFault(`hexai ended with ${code}: ${err}`);
    }
    return code === 0 && out.length > 0;
  });
}

/** Somebody who pipes selections through `hexai-tmux-action`, inside tmux. */
export async function rewriteAgainAndAgain(scene: Scene, inside: Scene["env"]): Promise<Acted> {
  return repeat(scene, async () => {
    const args = [binOf("tmux-action"), "--action", "simplify", "--yes"];
    const options = { input: `let ${MARK} = 6 * 7;\n`, env: inside };
    const { fate, code, out, err } = await runDoomed(scene, args, options);
    if (fate !== "doomed" && code !== 0 && (code !== 1 || err === "" || out.length > 0)) {
      scene.onFault(`hexai-tmux-action ended with ${code}: ${String(out)}${err}`);
    }
    return code === 0 && out.length > 0;
  });
}

async function repeat({ ending, random }: Scene, run: () => Promise<boolean>): Promise<Acted> {
  let runs = 0;
  let answered = 0;
  while (!ending.aborted) {
    runs += 1;
    answered += Number(await run());
    await sleep(random() * PAUSE_MS);
  }
  return { runs, answered };
}
