import { setTimeout as sleep } from "node:timers/promises";

import { attachTmux, startTmux } from "@hexai/testing";

import { cellsOfScreen, type ScreenSize } from "./cells-of-screen.ts";
import { svgOfCells } from "./svg-of-cells.ts";

const PATIENCE_MS = 20_000;

/** A terminal with tmux in it, as its user sees it: a shell, and the status line below. */
export interface PictureTerminal {
  /** What programs in it find in their environment. */
  readonly inside: Readonly<Record<string, string>>;
  /** Types a line, or presses keys by tmux's names for them. */
  type(line: string): Promise<void>;
  press(...keys: readonly string[]): Promise<void>;
  /** Resolves when the screen shows `text`, or any of them. */
  shows(text: RegExp): Promise<void>;
  /** The screen as it is now, as SVG. */
  picture(title: string): Promise<string>;
  tmux(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/** Opens a terminal with `env` for its shell. The caller must `stop()` it. */
export async function openPictureTerminal(
  size: ScreenSize,
  env: Readonly<Record<string, string | undefined>>,
): Promise<PictureTerminal> {
  const inner = await startTmux({ ...size, rows: size.rows - 1, env });
  await inner.tmux("set-option", "-g", "status-style", "bg=#313244,fg=#cdd6f4");
  await inner.tmux("set-option", "-g", "status-left", " hexai ");
  await inner.tmux("set-option", "-g", "status-right", "#{@hexai_status}");
  await inner.tmux("set-option", "-g", "status-right-length", String(size.columns));
  await inner.tmux("set-option", "-g", "window-status-current-format", "");
  await inner.tmux("set-option", "-g", "default-terminal", "tmux-256color");
  const outer = await attachTmux(inner, size);
  return {
    inside: inner.inside,
    type: (line) => inner.type(line),
    press: async (...keys) => {
      await outer.tmux("send-keys", ...keys);
    },
    async shows(text) {
      const deadline = performance.now() + PATIENCE_MS;
      while (!text.test(await outer.screen())) {
        if (performance.now() > deadline) {
          throw new Error(`The screen does not show ${text}:\n${await outer.screen()}`);
        }
        await sleep(20);
      }
    },
    async picture(title) {
      const captured = await outer.tmux("capture-pane", "-e", "-p");
      return svgOfCells(await cellsOfScreen(captured, size), title);
    },
    tmux: (...args) => inner.tmux(...args),
    async stop() {
      await outer.stop();
      await inner.stop();
    },
  };
}
