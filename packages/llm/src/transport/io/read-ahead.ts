import type { Readable } from "node:stream";

/** Size of the buffer, in bytes. Above it, a slow reader holds the sender back. */
const READ_AHEAD_BYTES = 1024 * 1024;

/**
 * Limits on reading the rest of a body after the answer is over, in milliseconds and bytes. A connection whose body was read to its
 * end serves the next request, and a new one costs a handshake.
 */
const DRAIN_MS = 250;
const DRAIN_BYTES = 64 * 1024;

/**
 * Iterates over the chunks of `source`, buffered as they arrive: a stream that fails drops its own buffer, and this one is
 * delivered before the error. When the iteration ends early, the rest is drained briefly, and then the stream is destroyed.
 *
 * @param onLeft - Called when the iteration ends before the stream does.
 * @throws While iterating, the reason of `signal` when it aborted, else the stream's error.
 */
export function readAhead(
  source: Readable,
  signal: AbortSignal | undefined,
  onLeft: () => void,
): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  let isLeft = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  source.on("data", (piece: Uint8Array) => {
    bytes += piece.length;
    if (isLeft) {
      if (bytes > DRAIN_BYTES) {
        source.destroy();
      }
      return;
    }
    pieces.push(piece);
    if (bytes > READ_AHEAD_BYTES) {
      source.pause();
    }
    wake?.();
  });
  source.once("end", () => {
    isOver = true;
    wake?.();
  });
  source.on("error", (error) => {
    failure ??= error;
  });
  source.once("close", () => {
    if (!isOver) {
      failure ??= Object.assign(new Error("The stream was closed"), { code: "ECONNRESET" });
    }
    isOver = true;
    wake?.();
  });

  function take(): Uint8Array | undefined {
    const piece = pieces.shift();
    bytes -= piece?.length ?? 0;
    if (source.isPaused() && bytes <= READ_AHEAD_BYTES) {
      source.resume();
    }
    return piece;
  }

  async function next(): Promise<IteratorResult<Uint8Array, undefined>> {
    for (;;) {
      const piece = take();
      if (piece !== undefined) {
        return { value: piece };
      }
      if (isOver) {
        if (failure === undefined) {
          return DONE;
        }
        signal?.throwIfAborted(); // the cause, instead of the closed connection that follows from it
        throw failure;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  function leave(): void {
    pieces.length = 0;
    if (isLeft || isOver || source.destroyed) {
      return;
    }
    isLeft = true;
    isOver = true;
    bytes = 0;
    onLeft();
    const timer = setTimeout(() => source.destroy(), DRAIN_MS).unref();
    source.once("close", () => clearTimeout(timer));
    source.resume();
  }

  return {
    [Symbol.asyncIterator]: () => ({
      next,
      async return() {
        leave();
        return DONE;
      },
    }),
  };
}

const DONE = { done: true, value: undefined } as const;
