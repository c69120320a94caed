import { setTimeout } from "node:timers/promises";

import type { AskTmux } from "./ask-tmux.ts";

export interface ServerWatchOptions {
  /** The pause between two checks, in milliseconds. @default 3000 */
  readonly everyMs?: number | undefined;
  /** How long the server may take for an answer, in milliseconds. @default 2000 */
  readonly patienceMs?: number | undefined;
}

/**
 * Resolves when the server has not answered twice in a row. It is suspended then, and a program that waits for a client of it
 * would wait for ever. Also resolves when `signal` aborts. A server that has ended counts as answering, because tmux fails at once.
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
