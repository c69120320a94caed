import { closeSync, constants, openSync, statSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { StatsError } from "@hexai/stats";

import { followFile } from "../watch/io/follow-file.ts";

/** How a line is followed. */
export interface FollowedStats {
  /** The statistics file; undefined when no directory is known. */
  readonly path: string | undefined;
  /** Reads the statistics and makes the text. */
  readonly render: () => Promise<string>;
  readonly write: (text: string) => Promise<void>;
  /** Whether the text goes to stdout, whose reader may go. */
  readonly isPiped: boolean;
  readonly signal: AbortSignal;
}

/** The shortest time between two looks, in milliseconds. */
const LOOK_MS = 2_000;
/** After this time the file is read although nobody has written it, because requests leave the window. */
const READ_AGAIN_MS = 20_000;

/**
 * Writes the text now, and whenever it has changed, until the signal aborts or nobody reads any more. A look that finds the file as
 * it was reads nothing.
 *
 * @throws {StatsError} When the statistics cannot be read at first. Later that leaves the last text as it is.
 */
export async function followStats(followed: FollowedStats): Promise<void> {
  const { path, render, write, isPiped, signal } = followed;
  if (path === undefined) {
    throw new StatsError("no-directory", "");
  }
  let last: string | undefined;
  let seen = "";
  let readAt = Number.NEGATIVE_INFINITY;
  const ending = new AbortController();
  let failure: unknown;

  async function look(): Promise<void> {
    if (isPiped && !hasReader()) {
      ending.abort();
      return;
    }
    const now = process.uptime() * 1000;
    const state = stateOf(path ?? "");
    if (state === seen && now - readAt < READ_AGAIN_MS) {
      return;
    }
    seen = state;
    readAt = now;
    const text = await render().catch((error: unknown) => {
      if (last === undefined || !(error instanceof StatsError)) {
        throw error;
      }
      return last;
    });
    if (text !== last) {
      last = text;
      await write(text);
    }
  }

  const fail = (error: unknown): void => {
    failure = error;
    ending.abort();
  };
  const stop = followFile(path, look, fail, { minInterval: wait, pollInterval: wait });
  await aborted(AbortSignal.any([signal, ending.signal]));
  stop();
  if (failure !== undefined) {
    throw failure;
  }
}

function wait(signal: AbortSignal): Promise<unknown> {
  return sleep(LOOK_MS, undefined, { signal });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
    }
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

/** Tells one state of the file from another. */
function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "none" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}

/**
 * Whether anybody reads stdout. Linux refuses to open a pipe for writing that nobody reads; elsewhere, and for what is no pipe, the
 * next line that is written tells.
 */
function hasReader(): boolean {
  try {
    closeSync(openSync("/proc/self/fd/1", constants.O_WRONLY | constants.O_NONBLOCK));
    return true;
  } catch (error) {
    return !(error instanceof Error && "code" in error && error.code === "ENXIO");
  }
}
