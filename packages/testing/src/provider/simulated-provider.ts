import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

import { CHAT_COMPLETIONS } from "./chat-completions.ts";
import type { ProviderMessage, ProviderReply, ProviderRequest } from "./provider-exchange.ts";
import { sendJson, sendReply } from "./send-reply.ts";
import { wireOf } from "./wire-of.ts";

export interface ProviderOptions {
  /** Decides what happens to a request for a model. When undefined, every request is answered with an echo of its last message. */
  readonly respond?: (request: ProviderRequest) => ProviderReply;
  /**
   * What is at other addresses, by method and path, such as `GET /api/version`: lists of models and whatever tells
   * one server from another. Everything else is 404.
   */
  readonly pages?: Readonly<Record<string, (request: ProviderRequest) => ProviderReply>>;
  /**
   * What comes of requests for a completion of at most one token, by which a client finds out what a server can do: "absent",
   * and they get 404 and are not recorded, as if there were only chats; or "answered" like every other request.
   * @default "absent"
   */
  readonly probes?: "absent" | "answered";
}

/** A provider on loopback that behaves, or misbehaves, as a test says. */
export interface SimulatedProvider {
  /** Base URL for a client of OpenAI or Anthropic: `http://127.0.0.1:PORT/v1`. */
  readonly url: string;
  /** Base URL for a client of Ollama: `http://127.0.0.1:PORT`. */
  readonly origin: string;
  /** Every request for a model so far, oldest first. */
  readonly requests: readonly ProviderRequest[];
  /** Every other request so far, oldest first. */
  readonly visits: readonly ProviderRequest[];
  /** Closes every connection and the port. */
  stop(): Promise<void>;
}

/**
 * Starts an HTTP server on a free loopback port that speaks the wires of OpenAI (chat and legacy completions),
 * Anthropic, Ollama (chat and generate), Mistral's fill-in-the-middle and llama.cpp's `/infill`, streamed or not,
 * by path. Keys are recorded and not checked.
 */
export async function startProvider({
  respond = echo,
  pages = {},
  probes = "absent",
}: ProviderOptions = {}): Promise<SimulatedProvider> {
  const requests: RecordedRequest[] = [];
  const visits: RecordedRequest[] = [];
  const stopping = new AbortController();
  const service = { respond, pages, probes, requests, visits, stopping: stopping.signal };
  const server = createServer((incoming, outgoing) => {
    void serve(incoming, outgoing, service);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${portOf(server)}`;
  return {
    url: `${origin}/v1`,
    origin,
    requests,
    visits,
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

interface Service extends Required<ProviderOptions> {
  readonly requests: RecordedRequest[];
  readonly visits: RecordedRequest[];
  readonly stopping: AbortSignal;
}

async function serve(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  { respond, pages, probes, requests, visits, stopping }: Service,
): Promise<void> {
  const { method = "", url = "" } = incoming;
  const [path = ""] = url.split("?");
  const wire = method === "POST" ? wireOf(path) : undefined;
  const page = pages[`${method} ${path}`];
  if (wire === undefined && page === undefined) {
    refuse(outgoing, 404, `Invalid URL (${method} ${url})`);
    return;
  }
  // A body that is no JSON and one that never came to its end get the same reply.
  const body: unknown = method === "GET" ? {} : await json(incoming).catch(() => undefined);
  if (!isRecord(body)) {
    refuse(outgoing, 400, "We could not parse the JSON body of your request.");
    return;
  }
  if (page === undefined && probes === "absent" && isProbe(body)) {
    refuse(outgoing, 404, `Invalid URL (${method} ${url})`);
    return;
  }
  const request = recordedRequestOf(incoming, body);
  (page === undefined ? requests : visits).push(request);
  const reply = (page ?? respond)(request);
  const closed = new AbortController();
  let isAnswered = false;
  outgoing.once("close", () => {
    const byUs =
      isAnswered ||
      outgoing.writableFinished ||
      reply.type === "break-off" ||
      reply.type === "reset" ||
      (reply.type === "raw" && reply.end === "break") ||
      stopping.aborted;
    request.closedEarly = !byUs;
    closed.abort();
  });
  await sendReply(reply, request, wire ?? CHAT_COMPLETIONS, outgoing, {
    closed: closed.signal,
    onAnswered() {
      isAnswered = true;
    },
  });
}

/** Whether so little is asked for that only the kind of the answer can be meant. */
function isProbe({ n_predict, max_tokens, options, messages }: ProviderRequest["body"]): boolean {
  const ollamaLimit = isRecord(options) ? options["num_predict"] : undefined;
  const limits = [n_predict, max_tokens, ollamaLimit];
  return messages === undefined && limits.some((limit) => limit === 0 || limit === 1);
}

function echo({ messages }: ProviderRequest): ProviderReply {
  const [line = ""] = messages.at(-1)?.content.split("\n") ?? [];
  return { type: "answer", deltas: ["You said: ", ...(line.match(/\S+\s*/gu) ?? ["nothing"])] };
}

function refuse(outgoing: ServerResponse, status: number, message: string): void {
  const error = { message, type: "invalid_request_error", param: null, code: null };
  sendJson(outgoing, status, { error });
}

function recordedRequestOf(
  { method = "", url = "", headers }: IncomingMessage,
  body: Readonly<Record<string, unknown>>,
): RecordedRequest {
  const { model, messages } = body;
  return {
    method,
    path: url,
    headers,
    body,
    model: typeof model === "string" ? model : "",
    messages: Array.isArray(messages) ? messages.flatMap(messageOf) : [],
    closedEarly: false,
  };
}

/** The message in one list item, or nothing. */
function messageOf(item: unknown): ProviderMessage[] {
  if (!isRecord(item) || typeof item["role"] !== "string") {
    return [];
  }
  const { role, content } = item;
  if (Array.isArray(content)) {
    const texts = content.map((part: unknown) => (isRecord(part) ? part["text"] : undefined));
    return [{ role, content: texts.filter((text) => typeof text === "string").join("") }];
  }
  return typeof content === "string" ? [{ role, content }] : [];
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
