/** `fetch` as a parameter. */
export type Fetch = typeof globalThis.fetch;

/** Watches one request from outside the SDK. */
export interface RequestWatch {
  /** Fetches, and watches the response. */
  readonly fetch: Fetch;
  /** Aborted when nothing arrived for too long. */
  readonly silence: AbortSignal;
  /** What broke the body, if anything did. */
  brokenBy(): unknown;
  /** Ends the watch for silence. */
  stop(): void;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/**
 * Starts the watch for silence at once; every response and every piece of its body starts it anew, so a
 * long answer that keeps coming is never cut. A body that breaks ends like a whole one: an error would
 * overtake the pieces that arrived before it and drop them. `brokenBy` tells the two apart.
 *
 * @param longestSilenceMs - 0: wait forever.
 */
export function watchRequest(fetch: Fetch, longestSilenceMs: number): RequestWatch {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let brokenBy: unknown;

  function stop(): void {
    clearTimeout(timer);
  }
  function restart(): void {
    stop();
    if (longestSilenceMs > 0) {
      timer = setTimeout(() => silence.abort(), Math.min(longestSilenceMs, LONGEST_TIMER_MS));
    }
  }

  restart();
  return {
    silence: silence.signal,
    brokenBy: () => brokenBy,
    stop,
    async fetch(input, init) {
      const { body, status, statusText, headers } = await fetch(input, init);
      restart();
      const pieces = body && unbreakable(body, restart, (error) => (brokenBy = error));
      return new Response(pieces, { status, statusText, headers });
    },
  };
}

/** The same pieces, read as they come, and an end in any case. */
function unbreakable(
  body: ReadableStream<Uint8Array>,
  onPiece: () => void,
  onBroken: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream({
    async start(sink) {
      try {
        for (;;) {
          const { done, value } = await reader.read();
          if (done) {
            break;
          }
          onPiece();
          sink.enqueue(value);
        }
      } catch (error) {
        onBroken(error);
      }
      sink.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
