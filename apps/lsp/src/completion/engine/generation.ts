import type { Clock } from "../../clock/clock.ts";
import type { Cursor } from "../../protocol/cursor.ts";
import { type ModelOutput, postprocessPartial } from "../postprocess/postprocess-partial.ts";
import { postprocess } from "../postprocess/postprocess.ts";
import { type Scope, stopPoint } from "../postprocess/stop-point.ts";
import { matchTyped, typedBetween, typedSince } from "./type-through.ts";

/**
 * The state of a generation: it waits for a pause in the typing, or the model is running, or it has ended: with a completion
 * (`done`), with a failure (`failed`), because the user typed something else than the model wrote (`mismatched`), or because
 * nobody can use it any more (`cancelled`).
 */
type Phase = "debouncing" | "running" | "done" | "failed" | "mismatched" | "cancelled";

/** One request to one model, which any number of requests of the client may wait for. */
export interface Generation {
  /** The text that was typed since it started, if its output can still serve `cursor`; undefined if it cannot. */
  typedUpTo(cursor: Cursor, scope: Scope): string | undefined;
  /** Resolves when it has ended, when its output differs from `typed`, or when the signal aborts. */
  settled(typed: string, signal: AbortSignal): Promise<void>;
  /** Skips the rest of the debounce. */
  startNow(): void;
  /** Takes the new text of the document, and ends the generation if it cannot be used for it. */
  documentChanged(text: string): void;
  /** Whether the model is running and its output begins with what was typed to make the document `text`. */
  matchesTyping(text: string): boolean;
  /** Whether another request may do better: the model answered, but something else than was typed meanwhile. */
  isWorthRepeating(): boolean;
  /** Ends it, and with it the connection to the provider. */
  cancel(): void;
}

export interface GenerationOptions {
  readonly clock: Clock;
  /** How long nothing must be typed before the model is asked. */
  readonly delayMs: number;
  readonly request: (
    signal: AbortSignal,
    shouldStop: (output: ModelOutput) => boolean,
  ) => Promise<ModelOutput>;
  readonly onStart: () => void;
  /** Called when the output so far is enough. */
  readonly onStopPoint: () => void;
  /** Called with the completion, which may be empty, before `settled` resolves. */
  readonly onDone: (completion: string) => void;
  readonly onFailure: (error: unknown) => void;
  /** Called last, however it ended. */
  readonly onEnd: () => void;
}

interface Waiter {
  readonly typed: string;
  readonly resolve: () => void;
}

export function createGeneration(
  cursor: Cursor,
  scope: Scope,
  options: GenerationOptions,
): Generation {
  const { clock, delayMs, request, onStart, onStopPoint, onDone, onFailure, onEnd } = options;
  const ending = new AbortController();
  const waiters = new Set<Waiter>();
  let phase: Phase = "debouncing";
  let output = "";
  /** What the user has typed since the generation started; a different output ends it. */
  let typedSoFar = "";
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
      const whole = await request(ending.signal, onPartial);
      if (phase === "running") {
        onDone(postprocess(whole, cursor, scope));
        end("done");
      }
    } catch (error) {
      if (phase === "running") {
        onFailure(error);
        end("failed");
      }
    }
  }

  /** @returns Whether the model should stop. */
  function onPartial(partial: ModelOutput): boolean {
    if (phase !== "running") {
      return false;
    }
    output = postprocessPartial(partial, cursor);
    if (matchTyped(typedSoFar, output) === "mismatch") {
      end("mismatched");
      return false;
    }
    for (const waiter of waiters) {
      if (matchTyped(waiter.typed, output) === "mismatch") {
        release(waiter);
      }
    }
    const shouldStop = stopPoint(output, cursor, scope) !== undefined;
    if (shouldStop) {
      onStopPoint();
    }
    return shouldStop;
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

  function isPending(): boolean {
    return phase === "debouncing" || phase === "running";
  }

  function cancel(): void {
    if (isPending()) {
      end("cancelled");
    }
  }

  async function waitFor(typed: string, signal: AbortSignal): Promise<void> {
    if (!isPending() || signal.aborted) {
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
  }

  return {
    typedUpTo(later, laterScope) {
      const typed = scope === laterScope ? typedBetween(cursor, later) : undefined;
      if (typed === undefined) {
        return undefined;
      }
      const canServe =
        phase === "debouncing"
          ? typed === ""
          : phase === "running" && matchTyped(typed, output) !== "mismatch";
      return canServe ? typed : undefined;
    },
    async settled(typed, signal) {
      await waitFor(typed, signal);
      if (signal.aborted && phase === "debouncing" && waiters.size === 0) {
        cancel(); // the model was not asked yet, and no request waits for it any more
      }
    },
    startNow() {
      if (phase === "debouncing") {
        cancelDelay?.();
        start();
      }
    },
    documentChanged(text) {
      const typed = typedSince(cursor, text);
      if (typed === undefined || (typed !== "" && phase === "debouncing")) {
        cancel();
        return;
      }
      typedSoFar = typed;
      if (isPending() && matchTyped(typed, output) === "mismatch") {
        end("mismatched");
      }
    },
    matchesTyping(text) {
      const typed = typedSince(cursor, text);
      return phase === "running" && typed !== undefined && matchTyped(typed, output) === "match";
    },
    isWorthRepeating: () => phase === "running" || phase === "done" || phase === "mismatched",
    cancel,
  };
}
