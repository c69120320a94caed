import type { Clock } from "../../clock/clock.ts";
import type { Place } from "../../protocol/cursor.ts";
import type { Words } from "../postprocess/postprocess-partial.ts";
import type { Scope } from "../postprocess/scope.ts";
import type { CompletionCache, KnownCompletion } from "./completion-cache.ts";
import type { EngineCounters } from "./engine-counters.ts";
import { createGeneration, type Generation } from "./generation.ts";
import { typedBetween, typedSince } from "./typed-since.ts";

/** What one model completes, in all documents: at most one generation in each. */
export interface Lane {
  /** What is known for a place, without asking. */
  known(place: Place, scope: Scope): KnownCompletion | undefined;
  /** A completion, never empty; undefined when there is none, or not any more. */
  suggest(place: Place, scope: Scope, options: LaneOptions): Promise<string | undefined>;
  /** The document reads `text` now: a generation that cannot be used for it ends. */
  changed(uri: string, text: string): void;
  /** Whether a model is writing what was typed, as far as can be seen. */
  isFollowed(uri: string, text: string): boolean;
  closed(uri: string): void;
  stop(): void;
}

interface LaneOptions {
  /** How long nothing must be typed before the model is asked, in milliseconds. */
  readonly delayMs: number;
  /** Aborting ends the waiting. A generation that runs goes on, for the next request may want it. */
  readonly signal: AbortSignal;
}

export interface LaneParts {
  /** Names model and circumstances in the cache. */
  readonly name: string;
  readonly clock: Clock;
  readonly cache: CompletionCache;
  readonly count: (what: keyof EngineCounters) => void;
  readonly ask: (
    place: Place,
    scope: Scope,
    signal: AbortSignal,
    isEnough: (words: Words) => boolean,
  ) => Promise<Words>;
  readonly onStart: () => void;
  readonly onFailure: (error: unknown) => void;
  /** Whether the document still reads as at `place`. */
  readonly isCurrent: (place: Place) => boolean;
}

export function createLane(parts: LaneParts): Lane {
  const { name, clock, cache, count, ask, onStart, onFailure, isCurrent } = parts;
  const generations = new Map<string, Generation>();

  const fromOf = (scope: Scope): string => `${name}\n${scope}`;

  function known(place: Place, scope: Scope): KnownCompletion | undefined {
    return cache.find(fromOf(scope), place);
  }

  function begin(place: Place, scope: Scope, delayMs: number): Generation {
    generations.get(place.uri)?.drop();
    const generation = createGeneration(place, scope, {
      clock,
      delayMs,
      ask: (signal, isEnough) => ask(place, scope, signal, isEnough),
      onStart() {
        count("asked");
        onStart();
      },
      onDone: (completion) => cache.add(fromOf(scope), place, completion),
      onFailure(error) {
        count("failed");
        onFailure(error);
      },
      onEnd() {
        if (generations.get(place.uri) === generation) {
          generations.delete(place.uri); // it holds the text of the document
        }
      },
    });
    generations.set(place.uri, generation);
    return generation;
  }

  /** What was typed since a generation began that can still serve `place`. */
  function adoptableFor(place: Place, scope: Scope): [Generation, string] | undefined {
    const generation = generations.get(place.uri);
    if (generation === undefined || generation.scope !== scope) {
      return undefined;
    }
    const typed = typedBetween(generation.place, place);
    if (typed === undefined) {
      return undefined;
    }
    const isUsable =
      generation.phase() === "waiting"
        ? typed === ""
        : generation.phase() === "running" && generation.agreementWith(typed) !== "contradicts";
    return isUsable ? [generation, typed] : undefined;
  }

  /** Follows what is under way; asks anew only when that turned out to be of no use. */
  async function suggestAnew(
    place: Place,
    scope: Scope,
    options: LaneOptions,
  ): Promise<string | undefined> {
    let { delayMs } = options;
    for (;;) {
      const adopted = adoptableFor(place, scope);
      if (adopted === undefined) {
        const own = begin(place, scope, delayMs);
        await waitFor(own, "", options);
        return options.signal.aborted ? undefined : known(place, scope)?.text;
      }
      const [generation, typed] = adopted;
      count("adopted");
      if (delayMs === 0) {
        generation.hurry();
      }
      await waitFor(generation, typed, options);
      const found = options.signal.aborted ? undefined : known(place, scope);
      const isLeft = options.signal.aborted || !isCurrent(place);
      if (found !== undefined || isLeft || typed === "" || !isMistaken(generation)) {
        return found?.text;
      }
      delayMs = 0; // the pause is over
    }
  }

  return {
    known,
    async suggest(place, scope, options) {
      count("wanted");
      const found = known(place, scope);
      if (found === undefined) {
        return suggestAnew(place, scope, options);
      }
      count(found.typed === 0 ? "hits" : "typedThrough");
      return found.text;
    },
    changed(uri, text) {
      const generation = generations.get(uri);
      const typed = generation && typedSince(generation.place, text);
      if (typed === undefined || (typed !== "" && generation?.phase() === "waiting")) {
        generation?.drop();
      } else {
        generation?.follow(typed);
      }
    },
    isFollowed(uri, text) {
      const generation = generations.get(uri);
      const typed = generation && typedSince(generation.place, text);
      return (
        generation?.phase() === "running" &&
        typed !== undefined &&
        generation.agreementWith(typed) === "agrees"
      );
    },
    closed(uri) {
      generations.get(uri)?.drop();
    },
    stop() {
      for (const generation of generations.values()) {
        generation.drop();
      }
    },
  };
}

/** Whether it has come to something else than what was typed, or still does. */
function isMistaken(generation: Generation): boolean {
  const phase = generation.phase();
  return phase === "running" || phase === "done" || phase === "contradicted";
}

/** Resolves when `generation` is of use for what was typed or of none. */
async function waitFor(
  generation: Generation,
  typed: string,
  { signal }: LaneOptions,
): Promise<void> {
  await generation.settledFor(typed, signal);
  const isUnused = generation.phase() === "waiting" && generation.waiters() === 0;
  if (signal.aborted && isUnused) {
    generation.drop();
  }
}
