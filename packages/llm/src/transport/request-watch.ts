import { parseErrorBody } from "../errors/parse-error-body.ts";
import { raceAbort } from "./race-abort.ts";
import { sendWithinOrigin } from "./redirect.ts";
import { retryAfterMsOf } from "./retry-after.ts";
import { type HttpResponse, isSuccess, type Send } from "./send.ts";
import { networkCodeOf, TransportError } from "./transport-error.ts";

/** Enforces the limits on silence and size for one attempt. */
export interface RequestWatch {
  /** Sends a request and watches the response. Rejects with a `TransportError`, also for an HTTP error status. */
  readonly send: Send;
  /** Aborted when the limit on silence is reached. */
  readonly silence: AbortSignal;
  /** Stops the timer. */
  stop(): void;
}

export interface RequestWatchOptions {
  /** Aborts the request and the rest of its response. */
  readonly signal: AbortSignal;
  /** How long the response may take to begin, and each next piece to arrive. 0 means no limit. */
  readonly firstSilenceMs: number;
  readonly longestSilenceMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** How much of an error body is read, in bytes. Messages are cut far below that. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/** Longest response, in bytes on the wire. The limit on the text is a quarter of that. */
const MAX_ANSWER_BYTES = 256 * 1024 * 1024;

/**
 * Runs the timer only while the provider is waited for, so a long answer that keeps coming is never cut, and a slow reader does
 * not count as silence.
 */
export function watchRequest(
  send: Send,
  { signal, firstSilenceMs, longestSilenceMs, now }: RequestWatchOptions,
): RequestWatch {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ended = AbortSignal.any([signal, silence.signal]);

  function stop(): void {
    clearTimeout(timer);
  }
  async function waitFor<T>(promise: Promise<T>, limitMs: number): Promise<T> {
    stop();
    if (limitMs > 0) {
      timer = setTimeout(() => silence.abort(), Math.min(limitMs, LONGEST_TIMER_MS));
    }
    try {
      return await raceAbort(promise, ended);
    } finally {
      stop();
    }
  }

  async function* watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    const pieces = body[Symbol.asyncIterator]();
    let bytes = 0;
    try {
      for (;;) {
        const next = await waitFor(pieces.next(), longestSilenceMs);
        if (next.done === true) {
          return;
        }
        bytes += next.value.byteLength;
        if (bytes > MAX_ANSWER_BYTES) {
          const limitBytes = MAX_ANSWER_BYTES;
          throw new TransportError({ type: "oversized", what: "an answer", limitBytes });
        }
        yield next.value;
      }
    } catch (cause) {
      throw brokenConnection(cause);
    } finally {
      pieces.return?.().catch(() => undefined); // the body may have failed already
    }
  }

  async function toRefusedError(response: HttpResponse): Promise<TransportError> {
    const { status, statusText, headers } = response;
    const body = await beginningOf(watched(response.body));
    return new TransportError({
      type: "refused",
      status,
      ...parseErrorBody(body, statusText),
      isByProxy: status === 407 || PROXY_HEADERS.some((name) => headers[name] !== undefined),
      retryAfterMs: retryAfterMsOf(headers, now()),
    });
  }

  return {
    silence: silence.signal,
    stop,
    async send(request) {
      const signals = [ended, ...(request.signal ? [request.signal] : [])];
      const sent = sendWithinOrigin(send, { ...request, signal: AbortSignal.any(signals) });
      const response = await waitFor(sent, firstSilenceMs).catch((cause: unknown) => {
        throw cause instanceof TransportError
          ? cause
          : new TransportError({ type: "unreachable", cause });
      });
      if (!isSuccess(response)) {
        throw await toRefusedError(response);
      }
      return { ...response, body: watched(response.body) };
    },
  };
}

/** Headers with which a proxy marks its own responses. */
const PROXY_HEADERS: readonly string[] = ["x-squid-error", "proxy-authenticate"];

/** Error codes of zlib and Brotli. */
const PACKING = /^(?:Z_|ERR__ERROR_|ERR_BROTLI|BROTLI|ERR_ZLIB)/u;

function brokenConnection(cause: unknown): TransportError {
  if (cause instanceof TransportError) {
    return cause;
  }
  return PACKING.test(networkCodeOf(cause))
    ? new TransportError({ type: "undecodable", encoding: "", cause })
    : new TransportError({ type: "broken", cause });
}

/** Reads the beginning of an error body. The body may break off or never end, and the status counts without it. */
async function beginningOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  try {
    for await (const piece of body) {
      bytes += piece.byteLength;
      text += decoder.decode(piece, { stream: true });
      if (bytes >= MAX_REFUSAL_BYTES) {
        break;
      }
    }
  } catch {
    // The status is reported without a message.
  }
  return text;
}
