import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";
import { setTimeout as delay } from "node:timers/promises";

import { answerEventsOf, completionOf, deltaEventsOf } from "./chat-completions.ts";
import type { ProviderMessage, ProviderReply, ProviderRequest } from "./provider-exchange.ts";

export interface ProviderOptions {
  /** Decides what happens to a request. Absent: every request is answered with an echo of its last message. */
  readonly respond?: (request: ProviderRequest) => ProviderReply;
}

/** A provider on loopback that behaves, or misbehaves, as it is told. */
export interface SimulatedProvider {
  /** Base URL for an OpenAI client: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  /** Every chat request so far, oldest first. */
  readonly requests: readonly ProviderRequest[];
  /** Closes every connection and the port. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on a free loopback port that speaks OpenAI's chat completions, streamed or
 * not. Keys are recorded and not checked. Other wires (messages, Ollama) will be further paths of
 * this server.
 */
export async function startProvider({
  respond = echo,
}: ProviderOptions = {}): Promise<SimulatedProvider> {
  const requests: RecordedRequest[] = [];
  const stopping = new AbortController();
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, { respond, requests, stopping: stopping.signal });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${portOf(server)}/v1`,
    requests,
    async stop() {
      stopping.abort();
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

type RecordedRequest = { -readonly [Key in keyof ProviderRequest]: ProviderRequest[Key] };

interface Service {
  readonly respond: (request: ProviderRequest) => ProviderReply;
  readonly requests: RecordedRequest[];
  readonly stopping: AbortSignal;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { respond, requests, stopping }: Service,
): Promise<void> {
  if (incoming.method !== "POST" || incoming.url !== "/v1/chat/completions") {
    refuse(outgoing, 404, `Invalid URL (${incoming.method} ${incoming.url})`);
    return;
  }
  // A body that is no JSON and one that never came to its end get the same reply.
  const body: unknown = await json(incoming).catch(() => undefined);
  if (!isRecord(body)) {
    refuse(outgoing, 400, "We could not parse the JSON body of your request.");
    return;
  }
  const request = recordedRequestOf(incoming, body);
  requests.push(request);
  const reply = respond(request);
  const closed = new AbortController();
  outgoing.once("close", () => {
    const byUs = outgoing.writableFinished || reply.type === "break-off" || stopping.aborted;
    request.closedEarly = !byUs;
    closed.abort();
  });
  await send(reply, request, outgoing, closed.signal);
}

async function send(
  reply: ProviderReply,
  request: ProviderRequest,
  outgoing: ServerResponse,
  closed: AbortSignal,
): Promise<void> {
  switch (reply.type) {
    case "answer": {
      if (request.body["stream"] !== true) {
        sendJson(outgoing, 200, completionOf(request, reply.deltas));
        return;
      }
      await stream(answerEventsOf(request, reply.deltas), outgoing, closed, reply.delayMs);
      outgoing.end();
      return;
    }
    case "status": {
      const { status, headers = {}, body } = reply;
      if (typeof body === "string") {
        outgoing.writeHead(status, headers).end(body);
      } else {
        sendJson(outgoing, status, body, headers);
      }
      return;
    }
    case "break-off": {
      await stream(deltaEventsOf(request, reply.deltas), outgoing, closed);
      outgoing.destroy();
      return;
    }
    case "hang": {
      if (reply.deltas !== undefined) {
        await stream(deltaEventsOf(request, reply.deltas), outgoing, closed);
      }
      return;
    }
    case "raw": {
      await stream(reply.chunks, outgoing, closed);
      outgoing.end();
    }
  }
}

/** Writes every piece as an HTTP chunk of its own, so that the client gets it on its own. */
async function stream(
  pieces: readonly (string | Uint8Array)[],
  outgoing: ServerResponse,
  closed: AbortSignal,
  delayMs = 0,
): Promise<void> {
  outgoing.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  outgoing.flushHeaders();
  for (const piece of pieces) {
    if (delayMs > 0) {
      // Ends early when the client has gone.
      await delay(delayMs, undefined, { signal: closed }).catch(() => undefined);
    }
    if (closed.aborted) {
      return;
    }
    await new Promise<void>((resolve) => {
      outgoing.write(piece, () => resolve());
    });
  }
}

function echo({ messages }: ProviderRequest): ProviderReply {
  const [line = ""] = messages.at(-1)?.content.split("\n") ?? [];
  return { type: "answer", deltas: ["You said: ", ...(line.match(/\S+\s*/gu) ?? ["nothing"])] };
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  const error = { message, type: "invalid_request_error", param: null, code: null };
  sendJson(outgoing, status, { error });
}

function sendJson(
  outgoing: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, { "content-type": "application/json", ...headers });
  outgoing.end(JSON.stringify(body));
}

function recordedRequestOf(
  { url = "", headers }: IncomingMessage,
  body: Readonly<Record<string, unknown>>,
): RecordedRequest {
  const { model, messages } = body;
  return {
    path: url,
    headers,
    body,
    model: typeof model === "string" ? model : "",
    messages: Array.isArray(messages) ? messages.filter(isMessage) : [],
    closedEarly: false,
  };
}

function isMessage(value: unknown): value is ProviderMessage {
  return (
    isRecord(value) && typeof value["role"] === "string" && typeof value["content"] === "string"
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") {
    throw new Error("The simulated provider has no TCP port");
  }
  return address.port;
}
