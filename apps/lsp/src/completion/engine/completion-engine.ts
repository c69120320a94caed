import type { Config } from "@hexai/config";

import type { Clock } from "../../clock/clock.ts";
import type { Cursor } from "../../protocol/cursor.ts";
import type { ModelOutput } from "../postprocess/postprocess-partial.ts";
import type { Scope } from "../postprocess/stop-point.ts";
import { type CachedCompletion, createCompletionCache } from "./completion-cache.ts";
import { type EngineCounters, NO_COUNTERS } from "./engine-counters.ts";
import { createGeneration, type Generation } from "./generation.ts";
import type { CompletionModel, ModelRequest } from "./request-model.ts";
import { createTypingPace } from "./typing-pace.ts";

/** The completion of one model. */
export interface Suggestion {
  /** `provider:model`. */
  readonly target: string;
  /** The text to insert at the cursor, without any of the document's. Never empty. */
  readonly text: string;
}

export interface SuggestOptions {
  readonly scope: Scope;
  /** The user asked for a completion and waits for it, so there is no debounce. */
  readonly isManual: boolean;
  /** The client asks again for the text of its last request, because the server had marked the list as incomplete. */
  readonly isRepeated: boolean;
  /** As for `TypingPace.delayMs`. */
  readonly clientDelayMs?: number;
  /** Aborting ends the waiting. A running generation goes on, since the next request may adopt it. */
  readonly signal: AbortSignal;
}

/** The one source of completions, for menus, ghost text and the code action. */
export interface CompletionEngine {
  /** The completions of the models in their order, without duplicates. Never rejects because a model fails. */
  suggest(
    cursor: Cursor,
    models: readonly CompletionModel[],
    options: SuggestOptions,
  ): Promise<readonly Suggestion[]>;
  /** The same from the cache alone: no model is asked. */
  cached(cursor: Cursor, models: readonly CompletionModel[], scope: Scope): readonly Suggestion[];
  /** The document reads `text` now: generations that cannot be used for it end. */
  documentChanged(uri: string, text: string): void;
  documentClosed(uri: string): void;
  /** Whether the output of a running model begins with what was typed to make the document `text`. */
  matchesTyping(uri: string, text: string): boolean;
  /** Milliseconds since the document was last changed. */
  msSinceChange(uri: string): number;
  /** How long a request for this document must still wait before a model is asked, in milliseconds. */
  delayMs(uri: string, isManual: boolean): number;
  /** Ends every request to a model. */
  stop(): void;
  counters(): EngineCounters;
}

export interface EngineOptions {
  readonly clock: Clock;
  readonly config: () => Config;
  readonly request: (model: CompletionModel, request: ModelRequest) => Promise<ModelOutput>;
  readonly onFailure: (error: unknown) => void;
  /** Whether the document still reads as it did at `cursor`. */
  readonly isCurrent: (cursor: Cursor) => boolean;
}

/** For so long a model that has failed is not asked again for the same text, in milliseconds. */
const FAILURE_COOL_DOWN_MS = 10_000;

interface Failure {
  readonly cursor: Cursor;
  readonly at: number;
}

/** What the engine knows of one configured model. */
interface ModelState {
  readonly name: string;
  readonly index: number;
  /** Replaced when a change of the settings has made new clients. */
  model: CompletionModel;
  /** At most one for each document, by its URI. */
  readonly generations: Map<string, Generation>;
  /** The last failure in each document, by its URI, until the document is changed. */
  readonly failures: Map<string, Failure>;
}

export function createCompletionEngine(options: EngineOptions): CompletionEngine {
  const { clock, config, request, onFailure, isCurrent } = options;
  const cache = createCompletionCache();
  const pace = createTypingPace(clock, config);
  const states = new Map<string, ModelState>();
  let counters = NO_COUNTERS;
  let cachedFor = config();

  function count(name: keyof EngineCounters): void {
    counters = { ...counters, [name]: counters[name] + 1 };
  }

  function statesOf(models: readonly CompletionModel[]): readonly ModelState[] {
    if (cachedFor !== config()) {
      cachedFor = config();
      cache.clear();
    }
    return models.map((model, index) => {
      const name = `${index}:${targetOf(model)}`;
      const state = states.get(name) ?? newState(name, index, model);
      state.model = model;
      states.set(name, state);
      return state;
    });
  }

  function findCached(
    { name }: ModelState,
    cursor: Cursor,
    scope: Scope,
  ): CachedCompletion | undefined {
    return cache.find(`${name}\n${scope}`, cursor);
  }

  function cached(
    cursor: Cursor,
    models: readonly CompletionModel[],
    scope: Scope,
  ): readonly Suggestion[] {
    const texts = statesOf(models).map((state) => findCached(state, cursor, scope)?.text);
    return suggestionsOf(models, texts);
  }

  function generate(state: ModelState, cursor: Cursor, scope: Scope, delayMs: number): Generation {
    const { name, index, generations, failures } = state;
    generations.get(cursor.uri)?.cancel();
    const generation = createGeneration(cursor, scope, {
      clock,
      delayMs,
      async request(signal, shouldStop) {
        const startedAt = clock.now();
        const output = await request(state.model, { index, cursor, scope, signal, shouldStop });
        pace.requestAnswered(clock.now() - startedAt);
        return output;
      },
      onStart() {
        count("asked");
        pace.requestStarted();
      },
      onStopPoint: () => count("stoppedEarly"),
      onDone: (completion) => cache.add(`${name}\n${scope}`, cursor, completion),
      onFailure(error) {
        count("failed");
        failures.set(cursor.uri, { cursor, at: clock.now() });
        onFailure(error);
      },
      onEnd() {
        if (generations.get(cursor.uri) === generation) {
          generations.delete(cursor.uri); // it holds the text of the document
        }
      },
    });
    generations.set(cursor.uri, generation);
    return generation;
  }

  /** A client that polls would make a host that is in trouble answer the same request again and again. */
  function hasJustFailed({ failures }: ModelState, { uri, text, offset }: Cursor): boolean {
    const failure = failures.get(uri);
    return (
      failure !== undefined &&
      failure.cursor.offset === offset &&
      failure.cursor.text === text &&
      clock.now() - failure.at < FAILURE_COOL_DOWN_MS
    );
  }

  /** Waits for the running generation if its output may still match; starts a new one otherwise. */
  async function generated(
    state: ModelState,
    cursor: Cursor,
    {
      scope,
      signal,
      isRepeated,
      delayMs: firstDelayMs,
    }: SuggestOptions & { readonly delayMs: number },
  ): Promise<string | undefined> {
    let delayMs = firstDelayMs;
    for (;;) {
      const running = state.generations.get(cursor.uri);
      const typed = running?.typedUpTo(cursor, scope);
      if (running === undefined || typed === undefined) {
        if (isRepeated && hasJustFailed(state, cursor)) {
          return undefined;
        }
        await generate(state, cursor, scope, delayMs).settled("", signal);
        return signal.aborted ? undefined : findCached(state, cursor, scope)?.text;
      }
      count("adopted");
      if (delayMs === 0) {
        running.startNow();
      }
      await running.settled(typed, signal);
      if (signal.aborted) {
        return undefined;
      }
      const found = findCached(state, cursor, scope);
      const isOver = found !== undefined || !isCurrent(cursor) || typed === "";
      if (isOver || !running.isWorthRepeating()) {
        return found?.text;
      }
      delayMs = 0; // the user has paused while the generation ran
    }
  }

  return {
    async suggest(cursor, models, suggestOptions) {
      const { scope, isManual, signal, clientDelayMs } = suggestOptions;
      const delayMs = pace.delayMs(cursor.uri, isManual, clientDelayMs);
      const pending = statesOf(models).map(async (state) => {
        count("wanted");
        const found = findCached(state, cursor, scope);
        if (found === undefined) {
          return generated(state, cursor, { ...suggestOptions, delayMs });
        }
        count(found.typed === 0 ? "hits" : "typedThrough");
        return found.text;
      });
      if (config().completion.completion_wait_all) {
        return suggestionsOf(models, await Promise.all(pending));
      }
      await firstText(pending);
      return signal.aborted ? [] : cached(cursor, models, scope);
    },
    cached,
    documentChanged(uri, text) {
      pace.documentChanged(uri);
      states.forEach(({ generations, failures }) => {
        generations.get(uri)?.documentChanged(text);
        failures.delete(uri);
      });
    },
    documentClosed(uri) {
      pace.documentClosed(uri);
      states.forEach(({ generations, failures }) => {
        generations.get(uri)?.cancel();
        failures.delete(uri);
      });
    },
    matchesTyping: (uri, text) =>
      [...states.values()].some(({ generations }) => generations.get(uri)?.matchesTyping(text)),
    msSinceChange: (uri) => pace.msSinceChange(uri),
    delayMs: (uri, isManual) => pace.delayMs(uri, isManual),
    stop() {
      for (const { generations } of states.values()) {
        generations.forEach((generation) => generation.cancel());
      }
    },
    counters: () => counters,
  };
}

function newState(name: string, index: number, model: CompletionModel): ModelState {
  return { name, index, model, generations: new Map(), failures: new Map() };
}

function targetOf({ provider, model }: CompletionModel): string {
  return `${provider}:${model}`;
}

/** @param texts - One for each model, undefined where there is none. */
function suggestionsOf(
  models: readonly CompletionModel[],
  texts: readonly (string | undefined)[],
): readonly Suggestion[] {
  return models.flatMap((model, index) => {
    const text = texts[index];
    const isNew = text !== undefined && texts.indexOf(text) === index;
    return isNew ? [{ target: targetOf(model), text }] : [];
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
