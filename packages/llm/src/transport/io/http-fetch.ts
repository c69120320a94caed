import type { ClientRequest, IncomingMessage } from "node:http";
import process from "node:process";
import { pipeline, type Readable } from "node:stream";

import type { Fetch } from "../request-watch.ts";
import { responseOf } from "../response-of.ts";

/** So long a connection may take to stand, TLS included, in milliseconds. Node's own fetch has the same limit. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A request that needs no more than Node's `http`. */
interface PlainRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/**
 * `fetch` over Node's `http` and `https`. Node's own takes as long to load as a bare Node takes to start, and 7 MB of a
 * server; these take a fifth of it. What is more than a plain request goes to `fetch` after all: a
 * dispatcher, a body that is no text, and an answer that points elsewhere.
 */
export function createHttpFetch(
  fetch: Fetch,
  connectTimeoutMs: number = CONNECT_TIMEOUT_MS,
): Fetch {
  return async (input, init) => {
    const request = plainRequestOf(input, init);
    if (request === undefined) {
      return await fetch(input, init);
    }
    const answer = await send(request, connectTimeoutMs);
    const { statusCode: status = 0, statusMessage: statusText = "" } = answer;
    if (status >= 300 && status < 400) {
      answer.destroy();
      return await fetch(input, init);
    }
    const body = bodyOf(await unpacked(answer), request.signal);
    return responseOf(body, { status, statusText, headers: headersOf(answer) });
  };
}

function plainRequestOf(
  input: Parameters<Fetch>[0],
  init: RequestInit = {},
): PlainRequest | undefined {
  const { method = "GET", headers = {}, body, signal } = init;
  if (
    (typeof input !== "string" && !(input instanceof URL)) ||
    Symbol.iterator in headers ||
    (body !== undefined && typeof body !== "string") ||
    init.dispatcher !== undefined
  ) {
    return undefined;
  }
  return {
    url: new URL(input),
    method,
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, String(value)]),
    ),
    body,
    signal: signal ?? undefined,
  };
}

async function send(
  { url, body, signal, ...request }: PlainRequest,
  connectTimeoutMs: number,
): Promise<IncomingMessage> {
  // Half of them is for TLS. In a CommonJS bundle `import` would load Node's loader of ES modules for either.
  const { request: open } = process.getBuiltinModule(
    url.protocol === "https:" ? "node:https" : "node:http",
  );
  // A packed answer would come in fewer and larger pieces.
  const headers = { accept: "*/*", "accept-encoding": "identity", ...request.headers };
  return await new Promise((resolve, reject) => {
    const sent = open(url, { ...request, headers, ...(signal && { signal }) }, resolve);
    sent.once("error", reject);
    sent.once("finish", letGoOfAStream);
    limitConnecting(
      sent,
      connectTimeoutMs,
      url.protocol === "https:" ? "secureConnect" : "connect",
    );
    sent.end(body);
  });
}

/**
 * Whoever lets go of a stream for the first time waits for Node to make an error for later readers, in a context made for
 * that: 2 ms, spent while the provider works rather than when the answer ends.
 */
function letGoOfAStream(): void {
  new ReadableStream().getReader().releaseLock();
}

/** A host that drops every packet would be waited for as long as the system does, which is minutes. */
function limitConnecting(sent: ClientRequest, timeoutMs: number, event: string): void {
  sent.once("socket", (socket) => {
    if (!socket.connecting) {
      return; // it served an earlier request
    }
    const timer = setTimeout(() => {
      const error = new Error(`No connection within ${timeoutMs} ms`);
      sent.destroy(Object.assign(error, { code: "ETIMEDOUT" }));
    }, timeoutMs);
    const stop = (): void => clearTimeout(timer);
    socket.once(event, stop);
    socket.once("close", stop);
  });
}

/** Some servers pack their answers whatever they are asked for. */
async function unpacked(answer: IncomingMessage): Promise<Readable> {
  const encoding = answer.headers["content-encoding"] ?? "identity";
  if (encoding === "identity") {
    return answer;
  }
  const { createBrotliDecompress, createUnzip } = process.getBuiltinModule("node:zlib");
  const unpacker = encoding === "br" ? createBrotliDecompress() : createUnzip();
  return pipeline(answer, unpacker, () => undefined); // whoever reads it hears of a failure
}

/** Reads when it is asked to, so that a slow reader holds the sender back. */
function bodyOf(source: Readable, signal: AbortSignal | undefined): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Uint8Array> = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        const next = await pieces.next().catch((error: unknown) => {
          signal?.throwIfAborted(); // rather than that the connection is closed
          throw error;
        });
        if (next.done === true) {
          sink.close();
        } else {
          sink.enqueue(next.value);
        }
      },
      cancel() {
        source.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  return new Headers(
    Object.entries(headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  );
}
