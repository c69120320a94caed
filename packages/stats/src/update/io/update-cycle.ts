import { nextEvents } from "../../events/next-events.ts";
import type { UsageEvent } from "../../events/usage-event.ts";
import type { FileSystem } from "../../file/io/file-system.ts";
import { EMPTY_STATS_FILE, encodeStatsFile } from "../../file/stats-file.ts";
import { StatsError } from "../../store/stats-error.ts";
import { backUp } from "./back-up.ts";
import { publish } from "./publish.ts";
import type { State, StateReader } from "./read-state.ts";
import type { Written } from "./update-queue.ts";
import type { Writer } from "./writer.ts";

/** A change to the list of events: an event to append, or `reset`, which deletes all events before it. */
export type Change = UsageEvent | "reset";

/** Where updates are made, and with what. */
export interface UpdatePlace {
  readonly fs: FileSystem;
  readonly path: string;
  readonly writer: Writer;
  readonly states: StateReader;
  /** Sweeps as of a time. */
  readonly sweepAt?: (time: number) => void;
}

/**
 * Reads the file, applies the `changes` in their order, drops events that have left the window, and publishes the result.
 *
 * @param now - Milliseconds since the Unix epoch.
 * @returns `undefined` when another process replaced the file in between; nothing was written then.
 * @throws {StatsError} `unreadable` or `unwritable`.
 */
export function updateOnce(
  { fs, path, writer, states, sweepAt }: UpdatePlace,
  changes: readonly Change[],
  now: number,
  windowSeconds: number,
): Written | undefined {
  const state = read(states, path);
  const { unknown, events: before, updatedAt } = state.file ?? EMPTY_STATS_FILE;
  const time = { now, before: updatedAt };
  const after = nextEvents(changed(before, changes), time, windowSeconds);
  const { text, file: next } = encodeStatsFile({ unknown, events: after }, now, windowSeconds);
  const bytes = Buffer.from(text);
  try {
    const isKept = state.file === undefined && backUp(fs, writer, path, state);
    const published = publish(fs, writer, path, state, bytes);
    if (published) {
      states.remember(bytes, next);
    }
    sweepAt?.(Math.min(now, updatedAt ?? now));
    return published ? { replaced: replacedBy(state, isKept) } : undefined;
  } catch (cause) {
    throw new StatsError("unwritable", path, { cause });
  }
}

function replacedBy({ file }: State, isKept: boolean): Written["replaced"] {
  if (file !== undefined) {
    return undefined;
  }
  return isKept ? "backed-up" : "not-backed-up";
}

function changed(before: readonly UsageEvent[], changes: readonly Change[]): readonly UsageEvent[] {
  const all = [...before, ...changes];
  return all.slice(all.lastIndexOf("reset") + 1).filter((change) => change !== "reset");
}

function read(states: StateReader, path: string): State {
  try {
    return states.read();
  } catch (cause) {
    throw new StatsError("unreadable", path, { cause });
  }
}
