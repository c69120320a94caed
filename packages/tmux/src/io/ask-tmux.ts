import { spawn } from "node:child_process";
import { once } from "node:events";

import type { TmuxOutcome } from "./run-tmux.ts";

/** How a run of tmux ended, and its output. */
export interface TmuxReply {
  readonly outcome: TmuxOutcome;
  /** Its stdout, byte for byte; empty unless `outcome` is `done`. */
  readonly output: Uint8Array;
}

export interface TmuxQuestion {
  /** What tmux reads from its stdin. */
  readonly input?: string | Uint8Array | undefined;
  /** How long a server may take, in milliseconds. @default 3000 */
  readonly timeoutMs?: number | undefined;
}

/** Runs tmux with these arguments. Never rejects. */
export type AskTmux = (args: readonly string[], question?: TmuxQuestion) => Promise<TmuxReply>;

const TIMEOUT_MS = 3000;
const NOTHING = new Uint8Array();

/** Asks the server that `TMUX` in `env` names, without a shell. The child has a session of its own, so Ctrl-C does not reach it. */
export function createTmuxClient(env: Readonly<Record<string, string | undefined>>): AskTmux {
  return async (args, { input, timeoutMs = TIMEOUT_MS } = {}) => {
    const stdin = input === undefined ? "ignore" : "pipe";
    const child = spawn("tmux", args, { env, stdio: [stdin, "pipe", "ignore"], detached: true });
    const chunks: Uint8Array[] = [];
    child.stdout?.on("data", (chunk: Uint8Array) => chunks.push(chunk));
    child.stdin?.on("error", () => undefined); // tmux may end before it has read everything
    child.stdin?.end(input);
    const timeout = new AbortController();
    const deadline = setTimeout(() => timeout.abort(), timeoutMs);
    try {
      const [code] = await once(child, "close", { signal: timeout.signal });
      return code === 0
        ? { outcome: "done", output: Buffer.concat(chunks) }
        : { outcome: "failed", output: NOTHING };
    } catch (error) {
      if (!timeout.signal.aborted) {
        const isMissing = error instanceof Error && "code" in error && error.code === "ENOENT";
        return { outcome: isMissing ? "missing" : "failed", output: NOTHING };
      }
      // A stopped server keeps the pipes open after the child's end, so `close` may never come.
      child.kill("SIGKILL");
      child.stdout?.destroy();
      child.unref();
      return { outcome: "gave-up", output: NOTHING };
    } finally {
      clearTimeout(deadline);
    }
  };
}
