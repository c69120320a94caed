import { randomInt } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";

import { createCircuits } from "../circuits.ts";
import type { ClientSurroundings, Surroundings } from "../surroundings.ts";
import { runCommand } from "./run-command.ts";

const RANDOM_STEPS = 2 ** 32;

/** Fills in the real clock, waiting, randomness and processes for whatever `given` leaves open. */
export function completeSurroundings(given: ClientSurroundings): Surroundings {
  const { now = nowOfProcess } = given;
  return {
    env: given.env,
    fetch: given.fetch,
    now,
    circuits: given.circuits ?? createCircuits(now),
    sleep: given.sleep ?? sleep,
    random: given.random ?? (() => randomInt(RANDOM_STEPS) / RANDOM_STEPS),
    runCommand: given.runCommand ?? runCommand,
  };
}

/** Never goes back, whatever happens to the machine's clock. */
function nowOfProcess(): number {
  return performance.timeOrigin + performance.now();
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
