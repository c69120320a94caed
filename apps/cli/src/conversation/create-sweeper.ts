import type { Environment, HistorySettings } from "@hexai/config";

/** Removes old conversations once in the life of a process. */
export interface Sweeper {
  /** Sweeps a little later, while the model thinks. */
  start(): void;
  /** Sweeps now, if there was no time for it. */
  finish(): Promise<void>;
}

/** By then the request has been sent, as with what `createLazyWriter` loads. */
const SWEEP_AFTER_MS = 50;

export function createSweeper(
  env: Environment,
  limits: HistorySettings,
  now: () => number,
): Sweeper {
  let timer: NodeJS.Timeout | undefined;
  let sweeping: Promise<void> | undefined;

  async function sweep(): Promise<void> {
    const { sweepConversations } = await import("./store/io/remove-conversations.ts");
    sweepConversations(env, limits, now());
    await import("./finish-session.ts"); // which is needed behind the answer
  }

  return {
    start() {
      timer ??= setTimeout(() => {
        sweeping ??= sweep();
      }, SWEEP_AFTER_MS);
    },
    async finish() {
      clearTimeout(timer);
      if (timer !== undefined) {
        await (sweeping ??= sweep());
      }
    },
  };
}
