import { setTimeout } from "node:timers/promises";

import type { AskTmux } from "./ask-tmux.ts";

export interface ServerWatchOptions {
  /** Between two looks, in milliseconds. @default 3000 */
  readonly everyMs?: number | undefined;
  /** How long the server may take for an answer, in milliseconds. @default 2000 */
  readonly patienceMs?: number | undefined;
}

/**
 * Resolves when the server has not answered twice in a row: it is stopped, and whoever waits for something in it would
 * wait for ever. Resolves too when `signal` aborts. A server that is gone answers, by a failure.
 */
export async function untilServerStalls(
  ask: AskTmux,
  signal: AbortSignal,
  { everyMs = 3000, patienceMs = 2000 }: ServerWatchOptions = {},
): Promise<void> {
  for (let missed = 0; missed < 2 && !signal.aborted;) {
    await setTimeout(missed === 0 ? everyMs : 0, undefined, { signal, ref: false }).catch(
      () => undefined, // aborted
    );
    const { outcome } = await ask(["display-message", "-p", ""], { timeoutMs: patienceMs });
    missed = outcome === "gave-up" ? missed + 1 : 0;
  }
}
