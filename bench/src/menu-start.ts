import { join } from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { attachTmux, startTmux, temporaryHome, type TmuxSession } from "@hexai/testing";

import { median } from "./median.ts";
import { type Row, ratioRow } from "./row.ts";
import { runTimed } from "./run-timed.ts";

const ROUNDS = 15;
const PROGRAM = join(import.meta.dirname, "../../apps/tmux-action/bin.js");
const SIZE = { columns: 120, rows: 40 };
const LIMIT_MS = 10_000;
const LOOK_EVERY_MS = 4;

/** From the key to the menu on the screen, in a real tmux, against a Node that does nothing. */
export async function menuStart(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  // For the bare Node too: with NODE_EXTRA_CA_CERTS it takes three times as long, and the menu looks quick beside it.
  const env = { ...home.env, HEXAI_OPENAI_API_KEY: "none-needed" };
  const inner = await startTmux({ ...SIZE, env });
  const outer = await attachTmux(inner, SIZE);
  try {
    const command = `${process.execPath} ${PROGRAM} --pane "#{pane_id}"`;
    await inner.tmux("set-buffer", "a selection");
    await inner.tmux("bind-key", "a", "run-shell", "-b", command);
    await untilScreen(outer, (screen) => screen.includes("[0] 0:sh"));
    const bare: number[] = [];
    const menu: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push((await runTimed(["-e", "0"], env)).wallMs);
      const pressedAt = performance.now();
      await outer.tmux("send-keys", "C-b", "a");
      await untilScreen(outer, (screen) => screen.includes("Rewrite selection"));
      menu.push(performance.now() - pressedAt);
      await outer.tmux("send-keys", "Escape");
      await untilScreen(outer, (screen) => !screen.includes("┌"));
    }
    return [
      ratioRow(
        "prefix + key until the menu is on the screen / node -e 0",
        median(menu) / median(bare),
        5,
      ),
    ];
  } finally {
    await outer.stop();
    await inner.stop();
    await home.remove();
  }
}

async function untilScreen(
  session: TmuxSession,
  isRight: (screen: string) => boolean,
): Promise<void> {
  const begunAt = performance.now();
  while (!isRight(await session.screen())) {
    if (performance.now() - begunAt > LIMIT_MS) {
      throw new Error(`the screen never came:\n${await session.screen()}`);
    }
    await sleep(LOOK_EVERY_MS); // looking costs a process of its own
  }
}
