import type { Config } from "@hexai/config";

import type { Clock } from "../../clock/clock.ts";
import type { Place } from "../../protocol/cursor.ts";
import type { Words } from "../postprocess/postprocess-partial.ts";
import type { Scope } from "../postprocess/scope.ts";
import { createCompletionCache } from "./completion-cache.ts";
import type { Completer } from "./completion-model.ts";
import { debounceOf } from "./debounce.ts";
import { type EngineCounters, NO_COUNTERS } from "./engine-counters.ts";
import { createLane, type Lane } from "./lane.ts";
import { createRecentMedian } from "./recent-median.ts";

/** What one model would insert. */
export interface Suggestion {
  /** `provider:model`. */
  readonly target: string;
  /** Goes in at the cursor; nothing of the document is in it. Never empty. */
  readonly text: string;
}

export interface SuggestOptions {
  readonly scope: Scope;
  /** The user asked for it and waits: no pause in the typing is waited for. */
  readonly isByHand: boolean;
  readonly signal: AbortSignal;
}

/** The one source of completions, for menus, ghost text and the code action. */
export interface CompletionEngine {
  /** What the models would insert, in their order, each text once. Never rejects for a model's failure. */
  suggest(
    place: Place,
    completers: readonly Completer[],
    options: SuggestOptions,
  ): Promise<readonly Suggestion[]>;
  /** The same without asking anybody and without waiting. */
  known(place: Place, completers: readonly Completer[], scope: Scope): readonly Suggestion[];
  /** The user has typed, or changed the document otherwise. */
  changed(uri: string, text: string): void;
  /** Whether a model is writing what was typed, as far as can be seen. */
  isFollowed(uri: string, text: string): boolean;
  /** Milliseconds since the document was last changed. */
  sinceChange(uri: string): number;
  closed(uri: string): void;
  /** Ends every request to a model. */
  stop(): void;
  counters(): EngineCounters;
}

/** What a model is asked for. */
export interface Inquiry {
  /** Which of the configured models it is, from 0. */
  readonly index: number;
  readonly place: Place;
  readonly scope: Scope;
  readonly signal: AbortSignal;
  /** As in `AskOptions`. */
  readonly isEnough: (words: Words) => boolean;
}

export interface EngineParts {
  readonly clock: Clock;
  readonly settings: () => Config;
  readonly ask: (completer: Completer, inquiry: Inquiry) => Promise<Words>;
  readonly onFailure: (error: unknown, completer: Completer) => void;
  /** Whether the document still reads as at `place`. */
  readonly isCurrent: (place: Place) => boolean;
}

/** A pause longer than this is none within a word, in milliseconds. */
const LONGEST_GAP_MS = 1_000;

export function createCompletionEngine(parts: EngineParts): CompletionEngine {
  const { clock, settings, ask, onFailure, isCurrent } = parts;
  const cache = createCompletionCache();
  const lanes = new Map<string, Lane>();
  const changedAt = new Map<string, number>();
  const gaps = createRecentMedian();
  const latencies = createRecentMedian();
  let counters = NO_COUNTERS;
  let startedAt = -Infinity;
  let cachedFor = settings();

  function count(what: keyof EngineCounters): void {
    counters = { ...counters, [what]: counters[what] + 1 };
  }

  async function askTimed(completer: Completer, inquiry: Inquiry): Promise<Words> {
    const begunAt = clock.now();
    const isEnough = (words: Words): boolean => {
      const isDone = inquiry.isEnough(words);
      if (isDone) {
        count("stoppedEarly");
      }
      return isDone;
    };
    const words = await ask(completer, { ...inquiry, isEnough });
    latencies.add(clock.now() - begunAt);
    return words;
  }

  function laneOf(completer: Completer, index: number): Lane {
    const name = `${index}:${targetOf(completer)}`;
    const existing = lanes.get(name);
    if (existing !== undefined) {
      return existing;
    }
    const lane = createLane({
      name,
      clock,
      cache,
      count,
      ask: (place, scope, signal, isEnough) =>
        askTimed(current.get(name) ?? completer, { index, place, scope, signal, isEnough }),
      onStart() {
        startedAt = clock.now();
      },
      onFailure: (error) => onFailure(error, completer),
      isCurrent,
    });
    lanes.set(name, lane);
    return lane;
  }

  /** The clients of a lane's model, which a change of settings replaces. */
  const current = new Map<string, Completer>();

  function lanesOf(completers: readonly Completer[]): readonly Lane[] {
    if (cachedFor !== settings()) {
      cachedFor = settings();
      cache.clear();
    }
    return completers.map((completer, index) => {
      current.set(`${index}:${targetOf(completer)}`, completer);
      return laneOf(completer, index);
    });
  }

  function sinceChange(uri: string): number {
    return clock.now() - (changedAt.get(uri) ?? -Infinity);
  }

  function delayFor(uri: string, isByHand: boolean): number {
    const { completion_debounce_ms: settingMs, completion_throttle_ms: throttleMs } =
      settings().completion;
    const pace = { settingMs, gapMs: gaps.median(), latencyMs: latencies.median() };
    const pause = isByHand ? 0 : debounceOf(pace) - sinceChange(uri);
    return Math.max(0, pause, startedAt + throttleMs - clock.now());
  }

  function known(
    place: Place,
    completers: readonly Completer[],
    scope: Scope,
  ): readonly Suggestion[] {
    const texts = lanesOf(completers).map((lane) => lane.known(place, scope)?.text);
    return suggestionsOf(completers, texts);
  }

  return {
    async suggest(place, completers, { scope, isByHand, signal }) {
      const options = { delayMs: delayFor(place.uri, isByHand), signal };
      const pending = lanesOf(completers).map((lane) => lane.suggest(place, scope, options));
      if (settings().completion.completion_wait_all) {
        return suggestionsOf(completers, await Promise.all(pending));
      }
      await firstText(pending);
      return signal.aborted ? [] : known(place, completers, scope);
    },
    known,
    changed(uri, text) {
      const gapMs = sinceChange(uri);
      if (gapMs < LONGEST_GAP_MS) {
        gaps.add(gapMs);
      }
      changedAt.set(uri, clock.now());
      lanes.forEach((lane) => lane.changed(uri, text));
    },
    isFollowed: (uri, text) => [...lanes.values()].some((lane) => lane.isFollowed(uri, text)),
    sinceChange,
    closed(uri) {
      changedAt.delete(uri);
      lanes.forEach((lane) => lane.closed(uri));
    },
    stop: () => lanes.forEach((lane) => lane.stop()),
    counters: () => counters,
  };
}

function targetOf({ provider, model }: Completer): string {
  return `${provider}:${model}`;
}

/** @param texts - Of each completer, undefined where there is none. */
function suggestionsOf(
  completers: readonly Completer[],
  texts: readonly (string | undefined)[],
): readonly Suggestion[] {
  return completers.flatMap((completer, index) => {
    const text = texts[index];
    const isNew = text !== undefined && texts.indexOf(text) === index;
    return isNew ? [{ target: targetOf(completer), text }] : [];
  });
}

/** Resolves as soon as one of them has a text, or all have none. */
async function firstText(pending: readonly Promise<string | undefined>[]): Promise<void> {
  const texts = pending.map(async (one) => {
    if ((await one) === undefined) {
      throw new Error("none");
    }
  });
  await Promise.any(texts).catch(() => undefined);
}
