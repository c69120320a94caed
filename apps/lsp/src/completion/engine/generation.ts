import type { Clock } from "../../clock/clock.ts";
import type { Place } from "../../protocol/cursor.ts";
import { cleanedStart, type Words } from "../postprocess/postprocess-partial.ts";
import { cleanedCompletion } from "../postprocess/postprocess.ts";
import type { Scope } from "../postprocess/scope.ts";
import { naturalEndOf } from "../postprocess/stop-point.ts";
import { type Agreement, agreementOf } from "./agreement.ts";

/**
 * Where a generation is: it waits for a pause in the typing, the model is at work, or it has ended: with a completion (`done`),
 * with a failure (`failed`), because what was typed is not what the model wrote (`contradicted`), or because nobody can use it
 * any more (`dropped`).
 */
type Phase = "waiting" | "running" | "done" | "failed" | "contradicted" | "dropped";

/** One question to one model, which any number of requests may wait for. */
export interface Generation {
  readonly place: Place;
  readonly scope: Scope;
  readonly phase: () => Phase;
  readonly agreementWith: (typed: string) => Agreement;
  /** The document has this since `place`; it ends when the model writes something else. */
  follow(typed: string): void;
  /** Resolves when it has ended, when it contradicts `typed`, or when the signal aborts. */
  settledFor(typed: string, signal: AbortSignal): Promise<void>;
  readonly waiters: () => number;
  /** Asks the model now, if it waits. */
  hurry(): void;
  /** Ends it, the connection to the provider too. */
  drop(): void;
}

export interface GenerationParts {
  readonly clock: Clock;
  /** How long nothing must be typed before the model is asked. */
  readonly delayMs: number;
  readonly ask: (signal: AbortSignal, isEnough: (words: Words) => boolean) => Promise<Words>;
  readonly onStart: () => void;
  /** Told of the completion, which may be empty, before those who wait are. */
  readonly onDone: (completion: string) => void;
  readonly onFailure: (error: unknown) => void;
  /** Told last, whatever the end was. */
  readonly onEnd: () => void;
}

interface Waiter {
  readonly typed: string;
  readonly resolve: () => void;
}

export function createGeneration(place: Place, scope: Scope, parts: GenerationParts): Generation {
  const { clock, delayMs, ask, onStart, onDone, onFailure, onEnd } = parts;
  const ending = new AbortController();
  const waiters = new Set<Waiter>();
  let phase: Phase = "waiting";
  let written = "";
  let followed = "";
  const cancelDelay = delayMs > 0 ? clock.after(delayMs, start) : undefined;
  if (delayMs === 0) {
    start();
  }

  function start(): void {
    phase = "running";
    onStart();
    void run();
  }

  async function run(): Promise<void> {
    try {
      const words = await ask(ending.signal, hear);
      if (phase === "running") {
        onDone(cleanedCompletion(words, place, scope));
        end("done");
      }
    } catch (error) {
      if (phase === "running") {
        onFailure(error);
        end("failed");
      }
    }
  }

  /** @returns Whether the model has said enough. */
  function hear(words: Words): boolean {
    if (phase !== "running") {
      return false;
    }
    written = cleanedStart(words, place);
    if (agreementOf(followed, written) === "contradicts") {
      end("contradicted");
      return false;
    }
    for (const waiter of waiters) {
      if (agreementOf(waiter.typed, written) === "contradicts") {
        release(waiter);
      }
    }
    return naturalEndOf(written, place, scope) !== undefined;
  }

  function end(last: Phase): void {
    cancelDelay?.();
    phase = last;
    ending.abort();
    waiters.forEach(release);
    onEnd();
  }

  function release(waiter: Waiter): void {
    waiters.delete(waiter);
    waiter.resolve();
  }

  return {
    place,
    scope,
    phase: () => phase,
    agreementWith: (typed) => agreementOf(typed, written),
    follow(typed) {
      followed = typed;
      if (isUnderWay(phase) && agreementOf(typed, written) === "contradicts") {
        end("contradicted");
      }
    },
    async settledFor(typed, signal) {
      if (!isUnderWay(phase) || signal.aborted) {
        return;
      }
      await new Promise<void>((resolve) => {
        const leave = (): void => release(waiter);
        const waiter = {
          typed,
          resolve() {
            signal.removeEventListener("abort", leave);
            resolve();
          },
        };
        waiters.add(waiter);
        signal.addEventListener("abort", leave);
      });
    },
    waiters: () => waiters.size,
    hurry() {
      if (phase === "waiting") {
        cancelDelay?.();
        start();
      }
    },
    drop() {
      if (isUnderWay(phase)) {
        end("dropped");
      }
    },
  };
}

function isUnderWay(phase: Phase): boolean {
  return phase === "waiting" || phase === "running";
}
