import { setTimeout as sleep } from "node:timers/promises";

import { attachTmux, startTmux } from "@hexai/testing";

const COLUMNS = 100;

/** A tmux server of its own whose status line shows what the programs push. */
export interface StatusBar {
  /** The variables by which a program finds this server. */
  readonly env: Readonly<Record<string, string>>;
  /** The status line as it is drawn on the screen of an attached terminal, once it contains `text`. */
  drawn(text: string): Promise<string>;
  stop(): Promise<void>;
}

/** @returns `undefined` on a machine without tmux. */
export async function startStatusBar(): Promise<StatusBar | undefined> {
  const size = { columns: COLUMNS, rows: 4 };
  const inner = await startTmux(size).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return undefined;
    }
    throw error;
  });
  if (inner === undefined) {
    return undefined;
  }
  await inner.tmux("set-option", "-g", "status-left", "");
  await inner.tmux("set-option", "-g", "status-right", "#{@hexai_status}");
  await inner.tmux("set-option", "-g", "status-right-length", String(COLUMNS));
  await inner.tmux("set-option", "-g", "window-status-current-format", "");
  const outer = await attachTmux(inner, { columns: COLUMNS, rows: 5 });
  return {
    env: inner.inside,
    async drawn(text) {
      const deadline = performance.now() + 5_000;
      for (;;) {
        const line = (await outer.screen()).split("\n").find((row) => row.includes(text));
        if (line !== undefined) {
          return line.trim();
        }
        if (performance.now() > deadline) {
          throw new Error(`The status line does not show ${text}: ${await outer.screen()}`);
        }
        await sleep(20);
      }
    },
    async stop() {
      await outer.stop();
      await inner.stop();
    },
  };
}
