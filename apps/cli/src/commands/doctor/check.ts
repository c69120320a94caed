import type { Finding } from "./finding.ts";

/** One thing to look at. */
export interface Check {
  /** Heads what it finds. */
  readonly title: string;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  /** @param signal - Aborted when the time is up: nobody waits any more. */
  readonly look: (signal: AbortSignal) => Promise<readonly Finding[]>;
}

/** What one check has found. */
export interface Section {
  readonly title: string;
  readonly findings: readonly Finding[];
}
