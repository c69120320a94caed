import process from "node:process";
import { setTimeout as delay } from "node:timers/promises";

import type { RunCommand } from "../../target/io/run-command.ts";
import { createCircuits } from "../circuits.ts";
import type { Dependencies, CompleteDependencies } from "../dependencies.ts";

/** Fills in the real clock, timers, randomness and processes for what `given` leaves undefined. */
export function completeDependencies(given: Dependencies): CompleteDependencies {
  const { now = nowOfProcess } = given;
  return {
    env: given.env,
    send: given.send,
    now,
    circuits: given.circuits ?? createCircuits(now),
    sleep: given.sleep ?? sleep,
    // oxlint-disable-next-line no-restricted-properties -- only spreads attempts in time
    random: given.random ?? Math.random,
    runCommand: given.runCommand ?? ((command, env) => runCommand(command, env, given.signal)),
  };
}

/** Loaded on use: few users have an `api_key_command`, and loading `child_process` would slow every start. */
const runCommand: RunCommand = async (...command) => {
  const { runCommand: run } = await import("../../target/io/run-command.ts");
  return run(...command);
};

const STARTED_AT = new Date().getTime() - process.uptime() * 1_000;

/** A clock that never goes back when the system clock is set. `performance.now()` would make Node load another module. */
function nowOfProcess(): number {
  return STARTED_AT + process.uptime() * 1_000;
}

async function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(milliseconds, undefined, signal === undefined ? {} : { signal });
  } catch (error) {
    if (signal?.aborted !== true) {
      throw error;
    }
  }
}
