import { join } from "node:path";
import process from "node:process";

import { startTmux, temporaryHome } from "@hexai/testing";

import { median } from "../measure/median.ts";
import { type Row, ratioRow } from "../measure/row.ts";
import { runTimed } from "../measure/run-timed.ts";
import { attachClient } from "./tmux-client.ts";

const ROUNDS = 15;
const PROGRAM = join(import.meta.dirname, "../../../apps/tmux-action/bin.js");
const SIZE = { columns: 120, rows: 40 };
/** tmux's own prefix, and the key that is bound. */
const KEYS = "\u0002a";
const ESCAPE = "\u001B";
const STATUS_LINE = "[0] 0:sh";

/** From the key to the menu being drawn by a real tmux, against a Node that does nothing. */
export async function menuStart(): Promise<readonly Row[]> {
  const home = await temporaryHome();
  // For the bare Node too: with NODE_EXTRA_CA_CERTS it takes three times as long, and the menu looks quick beside it.
  const env = { ...home.env, HEXAI_OPENAI_API_KEY: "none-needed" };
  const inner = await startTmux({ ...SIZE, env });
  const client = attachClient(inner, SIZE);
  try {
    const command = `${process.execPath} ${PROGRAM} --pane "#{pane_id}"`;
    await inner.tmux("set-option", "-s", "escape-time", "0");
    await inner.tmux("set-buffer", "a selection");
    await inner.tmux("bind-key", "a", "run-shell", "-b", command);
    await client.drawn(STATUS_LINE);
    const bare: number[] = [];
    const menu: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await client.quiet();
      bare.push((await runTimed(["-e", "0"], env)).wallMs);
      const pressedAt = performance.now();
      client.press(KEYS);
      menu.push((await client.drawn("Rewrite selection")) - pressedAt);
      await client.quiet();
      client.press(ESCAPE);
      await client.drawn(STATUS_LINE); // all is drawn again when the popup is gone; before, it would take the next key
    }
    return [
      ratioRow(
        "prefix + key until the menu is on the screen / node -e 0",
        median(menu) / median(bare),
        9,
      ),
    ];
  } finally {
    await client.stop();
    await inner.stop();
    await home.remove();
  }
}
