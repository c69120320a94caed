import { statSync } from "node:fs";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

import { UserError } from "@hexai/process";
import { StatsError } from "@hexai/stats";

import { followFile } from "../watch/io/follow-file.ts";
import { watchReader } from "./watch-reader.ts";

/** How a line is followed. */
export interface FollowedStats {
  /** The statistics file; undefined when no directory is known. */
  readonly path: string | undefined;
  /** Reads the statistics and makes the text. */
  readonly render: () => Promise<string>;
  readonly write: (text: string) => Promise<void>;
  /** Called once when a later text cannot be written. Writing is tried again until it works. */
  readonly onFailure: (error: UserError) => void;
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
 * @throws {UserError} When the text cannot be written at first.
 */
export async function followStats(followed: FollowedStats): Promise<void> {
  const { path, render, write, onFailure, isPiped, signal } = followed;
  if (path === undefined) {
    throw new StatsError("no-directory", "");
  }
  const hasReader = isPiped ? watchReader() : () => true;
  let last: string | undefined;
  let isFailing = false;
  let seen = "";
  let readAt = Number.NEGATIVE_INFINITY;

  async function look(onEnd: () => void): Promise<void> {
    if (!hasReader()) {
      onEnd();
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
    if (text === last) {
      return;
    }
    try {
      await write(text);
      last = text;
      isFailing = false;
    } catch (error) {
      if (last === undefined || !(error instanceof UserError)) {
        throw error;
      }
      if (!isFailing) {
        onFailure(error);
      }
      isFailing = true;
      seen = ""; // the next look tries again
    }
  }

  let stop: (() => void) | undefined;
  try {
    await new Promise<void>((resolve, reject) => {
      const intervals = { minInterval: wait, pollInterval: wait };
      stop = followFile(path, () => look(resolve), reject, intervals);
      signal.addEventListener("abort", () => resolve());
    });
  } finally {
    stop?.();
  }
}

function wait(signal: AbortSignal): Promise<unknown> {
  return sleep(LOOK_MS, undefined, { signal });
}

/** Tells one state of the file from another. */
function stateOf(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? "none" : `${found.ino} ${found.size} ${found.mtimeMs}`;
}
