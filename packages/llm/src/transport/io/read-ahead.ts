import type { Readable } from "node:stream";

/** So much is read before somebody asks for it, in bytes; a slow reader holds the sender back. */
const READ_AHEAD_BYTES = 1024 * 1024;

/**
 * The pieces of `source`, taken from it as they come: a stream that breaks drops what it holds, and here that is passed on
 * before the error. The stream is destroyed when nobody reads on.
 *
 * @throws While iterating, the reason of `signal` when that aborted, else what broke the stream.
 */
export function readAhead(
  source: Readable,
  signal: AbortSignal | undefined,
): AsyncIterable<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  let isOver = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  source.on("data", (piece: Uint8Array) => {
    pieces.push(piece);
    bytes += piece.length;
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
        signal?.throwIfAborted(); // rather than that the connection is closed
        throw failure;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  }

  return {
    [Symbol.asyncIterator]: () => ({
      next,
      async return() {
        pieces.length = 0;
        isOver = true;
        source.destroy();
        return DONE;
      },
    }),
  };
}

const DONE = { done: true, value: undefined } as const;
