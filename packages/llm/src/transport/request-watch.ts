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

/** How much of an error body is read, in bytes and in milliseconds. Messages are cut far below that. */
const MAX_REFUSAL_BYTES = 64 * 1024;
const REFUSAL_TIMEOUT_MS = 2_000;

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
    const body = await raceAbort(beginningOf(response), ended);
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

/** Reads the beginning of an error body. The body may break off, stall or never end, and the status counts without it. */
async function beginningOf({ body, headers }: HttpResponse): Promise<string> {
  const decoder = decoderFor(headers["content-type"]);
  const pieces = body[Symbol.asyncIterator]();
  const timeout = AbortSignal.timeout(REFUSAL_TIMEOUT_MS);
  let text = "";
  let bytes = 0;
  try {
    while (bytes < MAX_REFUSAL_BYTES) {
      const next = await raceAbort(pieces.next(), timeout);
      if (next.done === true) {
        break;
      }
      bytes += next.value.byteLength;
      text += decoder.decode(next.value, { stream: true });
    }
  } catch {
    // The status is reported with what has arrived.
  } finally {
    pieces.return?.().catch(() => undefined); // the body may have failed already
  }
  return text;
}

/** The pages of older servers have other character sets than UTF-8. */
function decoderFor(contentType = ""): InstanceType<typeof TextDecoder> {
  const [, label = "utf-8"] = /charset="?([\w-]+)/iu.exec(contentType) ?? [];
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder(); // a character set that nobody knows
  }
}
