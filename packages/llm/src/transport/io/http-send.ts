import type { ClientRequest, IncomingMessage } from "node:http";
import process from "node:process";
import { pipeline, type Readable } from "node:stream";

import type { HttpRequest, HttpResponse, Send } from "../send.ts";
import { readAhead } from "./read-ahead.ts";

/** So long a connection may take to stand, TLS included, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** Codes of a connection that the other side closed. */
const LOST = ["ECONNRESET", "EPIPE"];

/**
 * `Send` over Node's `http` and `https`. Node's own `fetch` takes as long to load as a bare Node takes to start, and 7 MB of a
 * server; these take a fifth of it.
 */
export function createHttpSend(connectTimeoutMs: number = CONNECT_TIMEOUT_MS): Send {
  return (request) => sendOver(request, connectTimeoutMs);
}

async function sendOver(request: HttpRequest, connectTimeoutMs: number): Promise<HttpResponse> {
  const { signal } = request;
  signal?.throwIfAborted();
  const { sent, answered } = open(request, connectTimeoutMs);
  const stop = (): void => {
    sent.destroy(); // without an error: nobody listens to a connection that is free again
  };
  signal?.addEventListener("abort", stop);
  const forget = (): void => signal?.removeEventListener("abort", stop);
  try {
    const answer = await answered;
    answer.once("close", forget);
    return {
      status: answer.statusCode ?? 0,
      statusText: answer.statusMessage ?? "",
      headers: headersOf(answer),
      body: readAhead(unpacked(answer), signal),
    };
  } catch (error) {
    forget();
    signal?.throwIfAborted(); // rather than that the connection is closed
    if (
      sent.reusedSocket &&
      error instanceof Error &&
      "code" in error &&
      LOST.includes(String(error.code))
    ) {
      return await sendOver(request, connectTimeoutMs);
    }
    throw error;
  }
}

interface OpenRequest {
  readonly sent: ClientRequest;
  readonly answered: Promise<IncomingMessage>;
}

function open({ method, url, headers, body }: HttpRequest, connectTimeoutMs: number): OpenRequest {
  const isTls = url.startsWith("https:");
  // Half of the two is for TLS. In a CommonJS bundle `import` would load Node's loader of ES modules for either.
  const { request } = process.getBuiltinModule(isTls ? "node:https" : "node:http");
  const sent = request(url, {
    method,
    // A packed answer would come in fewer and larger pieces.
    headers: { accept: "*/*", "accept-encoding": "identity", ...headers },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    sent.once("response", resolve);
    sent.on("error", reject); // for as long as the request lives, or a late one would end the process
  });
  limitConnecting(sent, connectTimeoutMs, isTls ? "secureConnect" : "connect");
  sent.end(body);
  return { sent, answered };
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
function unpacked(answer: IncomingMessage): Readable {
  const encoding = answer.headers["content-encoding"] ?? "identity";
  if (encoding === "identity") {
    return answer;
  }
  const { createBrotliDecompress, createUnzip } = process.getBuiltinModule("node:zlib");
  const unpacker = encoding === "br" ? createBrotliDecompress() : createUnzip();
  return pipeline(answer, unpacker, () => undefined); // whoever reads it hears of a failure
}

function headersOf({ headersDistinct }: IncomingMessage): HttpResponse["headers"] {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
}
