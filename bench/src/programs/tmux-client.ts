import { spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";

import type { TmuxSession } from "@hexai/testing";

/** A client of a tmux server, whose keys we press and whose bytes we get as soon as they are drawn. */
export interface TmuxClient {
  press(keys: string): void;
  /** Resolves with when `text` had been drawn since the last key, on `performance.now()`'s clock. */
  drawn(text: string): Promise<number>;
  /** Resolves when nothing has been drawn for a while. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
}

const LIMIT_MS = 60_000;
const QUIET_MS = 200;

/** Sizes, colours and places, ECMA-48 and what xterm adds. */
// oxlint-disable-next-line no-control-regex -- they all begin with ESC
const SEQUENCES = /\u001B(?:\[[\d;:?>=]*[A-Za-z]|[()][0-9A-Z]|[=>78])/g;

/**
 * Attaches to `session` in a pseudo-terminal that script(1) makes. Looking at the screen with `capture-pane` would take a process
 * each time, which the program that is waited for shares the machine with, and half a period is added to what it took.
 */
export function attachClient(
  session: TmuxSession,
  size: { readonly columns: number; readonly rows: number },
): TmuxClient {
  const attach = `stty cols ${size.columns} rows ${size.rows}; exec tmux -u -S "$SOCKET" attach-session`;
  const child = spawn("script", ["-qfc", attach, "/dev/null"], {
    env: { PATH: process.env["PATH"], TERM: "xterm-256color", SOCKET: session.socket },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let text = "";
  let drawnAt = performance.now();
  child.stdout.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
    drawnAt = performance.now();
  });
  return {
    press(keys) {
      text = "";
      child.stdin.write(keys);
    },
    async drawn(wanted) {
      const signal = AbortSignal.timeout(LIMIT_MS);
      while (!text.replaceAll(SEQUENCES, "").includes(wanted)) {
        await once(child.stdout, "data", { signal }).catch((cause: unknown) => {
          throw new Error(`tmux never drew ${JSON.stringify(wanted)}, but:\n${text}`, { cause });
        });
      }
      return drawnAt;
    },
    async quiet() {
      do {
        await sleep(QUIET_MS);
      } while (performance.now() - drawnAt < QUIET_MS);
    },
    async stop() {
      child.kill();
      await once(child, "close");
    },
  };
}
