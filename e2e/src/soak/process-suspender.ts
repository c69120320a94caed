import type { ChildProcess } from "node:child_process";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

/** The processes of the soak that may be stopped for a while. */
export interface ProcessSuspender {
  add(child: Pick<ChildProcess, "pid">): void;
  remove(child: Pick<ChildProcess, "pid">): void;
  /** Stops one of them at a time, for up to `LONGEST_STOP_MS`, until the signal aborts. Resolves with how often. */
  suspendAtRandom(signal: AbortSignal, random: () => number): Promise<number>;
}

/** Longer than a lock may be held before it counts as dead. */
const LONGEST_STOP_MS = 4_500;
const PAUSE_MS = 400;

export function createProcessSuspender(): ProcessSuspender {
  const pids = new Set<number>();
  return {
    add: ({ pid }) => void (pid !== undefined && pids.add(pid)),
    remove: ({ pid }) => void (pid !== undefined && pids.delete(pid)),
    async suspendAtRandom(signal, random) {
      let stops = 0;
      while (!signal.aborted) {
        await sleep(random() * PAUSE_MS);
        const pid = [...pids][Math.floor(random() * pids.size)];
        if (pid !== undefined && send(pid, "SIGSTOP")) {
          stops += 1;
          await sleep(random() ** 4 * LONGEST_STOP_MS);
          send(pid, "SIGCONT");
        }
      }
      return stops;
    },
  };
}

/** @returns Whether the process was still there. */
export function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false; // it has ended meanwhile, as processes do
  }
}
