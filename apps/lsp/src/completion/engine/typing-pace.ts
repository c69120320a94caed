import type { Config } from "@hexai/config";

import type { Clock } from "../../clock/clock.ts";

/** Measures how fast the user types and the models answer, to decide when a model is asked. */
export interface TypingPace {
  /** Call it for each change of a document. */
  documentChanged(uri: string): void;
  documentClosed(uri: string): void;
  /** Milliseconds since the document was last changed. */
  msSinceChange(uri: string): number;
  requestStarted(): void;
  requestAnswered(latencyMs: number): void;
  /**
   * How long a request for this document must still wait, by debounce and throttle, in milliseconds.
   *
   * @param clientDelayMs - How late the client reports a change. Not every change is that late, so the debounce is no shorter than
   *   its least.
   */
  delayMs(uri: string, isManual: boolean, clientDelayMs?: number): number;
}

/** A longer pause between two key presses is not part of typing a word, in milliseconds. */
const MAX_GAP_MS = 1_000;

export function createTypingPace(clock: Clock, config: () => Config): TypingPace {
  const changedAt = new Map<string, number>();
  const gaps = createRecentMedian();
  const latencies = createRecentMedian();
  let startedAt = -Infinity;

  function msSinceChange(uri: string): number {
    return clock.now() - (changedAt.get(uri) ?? -Infinity);
  }

  return {
    documentChanged(uri) {
      const gapMs = msSinceChange(uri);
      if (gapMs < MAX_GAP_MS) {
        gaps.add(gapMs);
      }
      changedAt.set(uri, clock.now());
    },
    documentClosed: (uri) => void changedAt.delete(uri),
    msSinceChange,
    requestStarted() {
      startedAt = clock.now();
    },
    requestAnswered: (latencyMs) => latencies.add(latencyMs),
    delayMs(uri, isManual, clientDelayMs = 0) {
      const { completion_debounce_ms: settingMs, completion_throttle_ms: throttleMs } =
        config().completion;
      const pace = { settingMs, gapMs: gaps.median(), latencyMs: latencies.median() };
      const fullMs = debounceMs(pace);
      const debounce = Math.max(Math.min(fullMs, MIN_DEBOUNCE_MS), fullMs - clientDelayMs);
      const pauseMs = isManual ? 0 : debounce - msSinceChange(uri);
      return Math.max(0, pauseMs, startedAt + throttleMs - clock.now());
    },
  };
}

export interface Pace {
  /** `completion_debounce_ms`. */
  readonly settingMs: number;
  /** Median of the last pauses between two key presses, in milliseconds; undefined when there were too few. */
  readonly gapMs: number | undefined;
  /** Median of the last latencies of the models, in milliseconds; undefined when there were too few. */
  readonly latencyMs: number | undefined;
}

/** Bounds of the adaptive debounce, in milliseconds. A setting outside of them counts instead. */
const MIN_DEBOUNCE_MS = 50;
const MAX_DEBOUNCE_MS = 400;

/** After this time a suggestion should be on its way to the screen if the model can make it, in milliseconds. */
const PROMPT_MS = 350;

/**
 * The debounce in milliseconds. It starts with the setting and adapts to the user's pauses within a word, between half and twice
 * the setting: shorter than a pause when the model answers between two keys, longer when most requests would be in vain. What the
 * model needs counts: debounce and model together take no more than `PROMPT_MS` where that is possible. A setting of 0 stays 0.
 */
export function debounceMs({ settingMs, gapMs, latencyMs }: Pace): number {
  if (settingMs === 0 || gapMs === undefined) {
    return settingMs;
  }
  const isFast = latencyMs !== undefined && latencyMs < gapMs;
  const least = Math.min(settingMs, Math.max(MIN_DEBOUNCE_MS, settingMs / 2));
  const most = Math.max(settingMs, Math.min(MAX_DEBOUNCE_MS, settingMs * 2));
  const wanted = gapMs * (isFast ? 0.75 : 1.5);
  return Math.min(most, Math.max(least, Math.min(wanted, promptMs(settingMs, latencyMs))));
}

/** The longest debounce with which a suggestion comes promptly. There is none for a model that is too slow for it. */
function promptMs(settingMs: number, latencyMs: number | undefined): number {
  if (latencyMs === undefined) {
    return settingMs;
  }
  return latencyMs < PROMPT_MS ? PROMPT_MS - latencyMs : Infinity;
}

/** The median of the last few numbers. */
interface RecentMedian {
  add(value: number): void;
  /** Undefined until there are `MIN_SAMPLES`. */
  median(): number | undefined;
}

const MAX_SAMPLES = 9;
const MIN_SAMPLES = 3;

function createRecentMedian(): RecentMedian {
  let values: readonly number[] = [];
  return {
    add(value) {
      values = [...values.slice(1 - MAX_SAMPLES), value];
    },
    median() {
      return values.length < MIN_SAMPLES
        ? undefined
        : values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
    },
  };
}
