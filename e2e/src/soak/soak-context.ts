import type { Gate } from "./gate.ts";
import type { ProcessSuspender } from "./process-suspender.ts";

/** What every actor of the soak gets. */
export interface SoakContext {
  readonly env: Readonly<Record<string, string>>;
  readonly suspender: ProcessSuspender;
  /** Closed while the disk is full: what must be counted waits until it is open. */
  readonly disk: Gate;
  readonly random: () => number;
  /** Aborted when nothing new is to be begun. */
  readonly ending: AbortSignal;
  /** Hears of whatever should not have happened. */
  readonly onFault: (fault: string) => void;
}

/**
 * The models that requests go to, so that the statistics tell them apart: those that must be counted, those of processes
 * that are going to be killed, and those that are made while the disk is full.
 */
export type RunKind = "steady" | "killed" | "full-disk";

/** One in so many processes is going to be killed. */
const KILLED_ONE_IN = 6;

export function willBeKilled(random: () => number): boolean {
  return random() < 1 / KILLED_ONE_IN;
}

/** In some processes the clock is up to ten minutes wrong, either way. */
export function clockOf(random: () => number): Readonly<Record<string, string>> {
  if (random() > 1 / 4) {
    return {};
  }
  const offsetMs = Math.round((random() - 0.5) * 20 * 60_000);
  const program = `const now=Date.now;Date.now=()=>now()+(${offsetMs})`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(program)}` };
}
