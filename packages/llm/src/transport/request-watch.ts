import { providerWordsOf } from "../errors/provider-words.ts";
import { raceAbort } from "./race-abort.ts";
import { retryAfterMsOf } from "./retry-after.ts";
import { type HttpResponse, isSuccess, type Send } from "./send.ts";
import { HttpRefusal, type Trouble } from "./trouble.ts";

/** Watches one attempt. */
export interface RequestWatch {
  /** Sends, and watches the answer. Rejects for a status that is no success. */
  readonly send: Send;
  /** Aborted when nothing arrived for too long. */
  readonly silence: AbortSignal;
  /** What went wrong on the way with the latest request, if anything did. */
  trouble(): Trouble | undefined;
  /** Ends the watch for silence. */
  stop(): void;
}

export interface RequestWatchOptions {
  /** Ends the request and whatever is left of its answer. */
  readonly signal: AbortSignal;
  /** 0: wait for ever. */
  readonly longestSilenceMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** So much of a refusal is read, in bytes: its words are cut far below that. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/**
 * Starts the watch for silence with every wait for the provider, so a long answer that keeps coming is never cut, and a
 * reader that has enough to read is no silence.
 */
export function watchRequest(
  send: Send,
  { signal, longestSilenceMs, now }: RequestWatchOptions,
): RequestWatch {
  const silence = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trouble: Trouble | undefined;
  const ended = AbortSignal.any([signal, silence.signal]);

  function stop(): void {
    clearTimeout(timer);
  }
  async function waitFor<T>(promise: Promise<T>): Promise<T> {
    stop();
    if (longestSilenceMs > 0) {
      timer = setTimeout(() => silence.abort(), Math.min(longestSilenceMs, LONGEST_TIMER_MS));
    }
    try {
      return await raceAbort(promise, ended);
    } finally {
      stop();
    }
  }

  async function* watched(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
    const pieces = body[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await waitFor(pieces.next());
        if (next.done === true) {
          return;
        }
        yield next.value;
      }
    } catch (cause) {
      trouble ??= { type: "broken", cause };
      throw cause;
    } finally {
      pieces.return?.().catch(() => undefined); // it may be broken, or merely given up
    }
  }

  async function refuse(response: HttpResponse): Promise<never> {
    const { status, statusText, headers } = response;
    const words = providerWordsOf(await beginningOf(watched(response.body)), statusText);
    trouble = { type: "refused", status, words, retryAfterMs: retryAfterMsOf(headers, now()) };
    throw new HttpRefusal(status, words);
  }

  return {
    silence: silence.signal,
    trouble: () => trouble,
    stop,
    async send(request) {
      trouble = undefined; // an exchange may send a second request
      const signals = [ended, ...(request.signal ? [request.signal] : [])];
      const sent = send({ ...request, signal: AbortSignal.any(signals) });
      const response = await waitFor(sent).catch((cause: unknown) => {
        trouble = { type: "unreachable", cause };
        throw cause;
      });
      return isSuccess(response)
        ? { ...response, body: watched(response.body) }
        : await refuse(response);
    },
  };
}

/** What can be read of a refusal. It may break off or go on for ever; the status is what counts. */
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
    // The status stands without its words.
  }
  return text;
}
