import process from "node:process";
import type { ReadStream } from "node:tty";

import { UserError } from "@hexai/process";
import * as stats from "@hexai/stats";
import { type Keypress, listenForKeypresses } from "@hexai/terminal";

import type { Terminal } from "../../../../output/terminal.ts";
import type { PricedReport } from "../../usage-rows.ts";
import { showStatsWatch } from "../show-stats-watch.tsx";
import type { StatsWatchEvent } from "../stats-watch-state.ts";
import { followFile } from "./follow-file.ts";

/** `hexai stats --watch`. @throws {UserError} Without a terminal to draw on and to read keys from. */
export async function watchStats(
  { out: { canErase, isColorful }, signal }: Terminal,
  read: () => Promise<PricedReport>,
): Promise<void> {
  if (!canErase || !process.stdin.isTTY) {
    throw new UserError(2, "hexai stats --watch needs a terminal; try hexai stats --json");
  }
  const path = stats.path();
  if (path === undefined) {
    throw new stats.StatsError("no-directory", "");
  }
  const releaseSignals = holdSignals();
  try {
    await showStatsWatch(process, {
      follow: (look, onFailure) => followFile(path, look, onFailure),
      listen: (onKey) => listenForKeys(process.stdin, onKey),
      read: () => readEvent(read),
      isColorful,
      signal,
    });
  } finally {
    releaseSignals();
  }
}

async function readEvent(read: () => Promise<PricedReport>): Promise<StatsWatchEvent> {
  try {
    return { type: "report", report: await read() };
  } catch (error) {
    if (!(error instanceof stats.StatsError)) {
      throw error;
    }
    return { type: "failure", message: error.message };
  }
}

/** Takes the keys from a terminal, until it is ended by the function that it returns. */
function listenForKeys(stdin: ReadStream, onKey: (key: Keypress) => void): () => void {
  const stopListening = listenForKeypresses(stdin, onKey);
  stdin.setRawMode(true);
  return () => {
    stopListening();
    stdin.setRawMode(false);
    stdin.pause();
  };
}

const SIGNALS = ["SIGHUP", "SIGINT", "SIGTERM"] as const;

/**
 * Keeps a library from ending the process on a signal: `signal-exit`, a dependency of ink, kills the process when it is the only
 * listener, and our own listeners are gone after the first signal.
 *
 * @returns The function that ends it.
 */
function holdSignals(): () => void {
  for (const signal of SIGNALS) {
    process.on(signal, ignoreSignal);
  }
  return () => {
    for (const signal of SIGNALS) {
      process.off(signal, ignoreSignal);
    }
  };
}

function ignoreSignal(): void {
  // The listeners of `main.ts` act on it.
}
