import { providerWordsOf } from "../errors/provider-words.ts";
import { responseOf } from "./response-of.ts";
import { retryAfterMsOf } from "./retry-after.ts";
import type { Trouble } from "./trouble.ts";
import { unlessAborted } from "./unless-aborted.ts";

/** `fetch` as a parameter. */
export type Fetch = typeof globalThis.fetch;

/** Watches one request from outside the SDK. */
export interface RequestWatch {
  /** Fetches, and watches the response. Rejects for a status that is no success. */
  readonly fetch: Fetch;
  /** Aborted when nothing arrived for too long. */
  readonly silence: AbortSignal;
  /** What went wrong below the SDK, if anything did. */
  trouble(): Trouble | undefined;
  /** Ends the watch for silence. */
  stop(): void;
}

export interface RequestWatchOptions {
  /** Ends the request and whatever is left of its response. */
  readonly signal: AbortSignal;
  /** 0: wait for ever. */
  readonly longestSilenceMs: number;
  /** Milliseconds since the Unix epoch. */
  readonly now: () => number;
}

const LONGEST_TIMER_MS = 2_147_483_647;

/** So much of an answer is read ahead, in bytes: what arrived before a connection broke is not lost, and a slow reader holds the sender back. */
const READ_AHEAD_BYTES = 1024 * 1024;

/** So much of a refusal is read, in bytes: its words are cut far below that. */
const MAX_REFUSAL_BYTES = 64 * 1024;

/**
 * Starts the watch for silence with every wait for the provider, so a long answer that keeps coming is never cut.
 * A body that breaks ends like a whole one: an error would overtake the pieces that arrived before it and drop them.
 * `trouble` tells the two apart.
 */
export function watchRequest(
  fetch: Fetch,
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
      return await unlessAborted(promise, ended);
    } finally {
      stop();
    }
  }

  async function refuse(response: Response, reader: BodyReader | undefined): Promise<never> {
    const { status, statusText, headers } = response;
    const body = reader === undefined ? "" : await beginningOf(reader, waitFor);
    const words = providerWordsOf(body, statusText);
    trouble = { type: "refused", status, words, retryAfterMs: retryAfterMsOf(headers, now()) };
    throw new Error(`HTTP ${status}`);
  }

  return {
    silence: silence.signal,
    trouble: () => trouble,
    stop,
    async fetch(input, init = {}) {
      const signals = [ended, ...(init.signal ? [init.signal] : [])];
      const sent = fetch(input, { ...init, signal: AbortSignal.any(signals) });
      const response = await waitFor(sent).catch((cause: unknown) => {
        trouble = { type: "unreachable", cause };
        throw cause;
      });
      const reader = response.body?.getReader();
      if (!response.ok) {
        return await refuse(response, reader);
      }
      const pieces =
        reader &&
        unbreakable(reader, waitFor, (cause) => {
          trouble = { type: "broken", cause };
        });
      return responseOf(pieces ?? null, response);
    },
  };
}

type BodyReader = ReadableStreamDefaultReader<Uint8Array>;
type Wait = <T>(promise: Promise<T>) => Promise<T>;

/** The same pieces, read as they come, and an end in any case. */
function unbreakable(
  reader: BodyReader,
  waitFor: Wait,
  onBroken: (error: unknown) => void,
): ReadableStream<Uint8Array> {
  let isCancelled = false;
  return new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        const next = await waitFor(reader.read()).catch((error: unknown) => {
          onBroken(error);
          reader.cancel(error).catch(() => undefined); // it may be broken, or merely given up
          return { done: true, value: undefined } as const;
        });
        if (isCancelled) {
          return;
        }
        if (next.done) {
          sink.close();
        } else {
          sink.enqueue(next.value);
        }
      },
      cancel(reason) {
        isCancelled = true;
        return reader.cancel(reason);
      },
    },
    { highWaterMark: READ_AHEAD_BYTES, size: ({ byteLength }) => byteLength },
  );
}

/** What can be read of a refusal. It may break off or go on for ever; the status is what counts. */
async function beginningOf(reader: BodyReader, waitFor: Wait): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for (let bytes = 0; bytes < MAX_REFUSAL_BYTES;) {
      const { done, value } = await waitFor(reader.read());
      if (done) {
        break;
      }
      bytes += value.byteLength;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The status stands without its words.
  }
  return text;
}
