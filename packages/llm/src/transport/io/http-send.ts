import type { Agent, ClientRequest, IncomingMessage, request } from "node:http";
import process from "node:process";
import type { Duplex } from "node:stream";

import { isThisMachine } from "../no-proxy.ts";
import { createProxyGate, type ProxyGate } from "../proxy-gate.ts";
import type { ProxyAddress } from "../proxy.ts";
import { raceAbort } from "../race-abort.ts";
import type { HttpRequest, HttpResponse, Send } from "../send.ts";
import { networkCodeOf, TransportError } from "../transport-error.ts";
import { loginHeader, openTunnel, proxyRefusal, proxyServer } from "./open-tunnel.ts";
import { readAhead } from "./read-ahead.ts";
import { unpack } from "./unpack.ts";

/** Longest time to establish a connection, proxies and TLS included, in milliseconds. */
const CONNECT_TIMEOUT_MS = 10_000;

/** How long nothing else is done so that a request can be sent, in milliseconds. Connecting to a distant host takes less. */
const SENDING_MS = 200;

/** Codes of a connection that the other side closed. */
const CLOSED_CODES: readonly string[] = ["ECONNRESET", "EPIPE"];

/** The options of Node's global agents, which cannot be used themselves: NODE_USE_ENV_PROXY sends them through a proxy. */
const AGENT_OPTIONS = { keepAlive: true, scheduling: "lifo", timeout: 5000 } as const;

/**
 * Implements `Send` with Node's `http` and `https`. Node's `fetch` takes as long to load as a bare Node takes to start, and
 * 7 MB of memory; these take a fifth of that. Connections are kept alive, also those through a proxy.
 */
export function createHttpSend(): Send {
  const agents = new Map<string, Agent>();
  const gate = createProxyGate(() => process.uptime() * 1000);

  function agentFor(tunnel: ProxyAddress | undefined, isTls: boolean): Agent {
    const name = JSON.stringify([tunnel, isTls]);
    const agent = agents.get(name) ?? createAgent(tunnel, isTls, gate);
    agents.set(name, agent);
    return agent;
  }

  async function send(request: HttpRequest): Promise<HttpResponse> {
    const { proxy, signal } = request;
    signal?.throwIfAborted();
    const opened = open(request, agentFor);
    const stop = (): void => opened.giveUp();
    const forget = (): void => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop);
    try {
      const ask = (): Promise<IncomingMessage> => answerTo(opened, request);
      const answer = await (proxy !== undefined && opened.isToProxy
        ? gate.pass(proxy, new URL(request.url).host, () => unlessProxyRefuses(ask))
        : ask());
      answer.once("close", forget);
      return {
        status: answer.statusCode ?? 0,
        statusText: answer.statusMessage ?? "",
        headers: headersOf(answer),
        body: readAhead(unpack(answer), signal, () => {
          forget(); // the request is done, and the connection is let go without haste
          answer.socket.unref(); // the process need not wait for it
        }),
      };
    } catch (error) {
      forget();
      opened.giveUp();
      signal?.throwIfAborted(); // the cause, instead of the closed connection that follows from it
      if (opened.sent.reusedSocket && CLOSED_CODES.includes(networkCodeOf(error))) {
        return await send(request); // the host closed a kept connection while the request was on its way
      }
      throw opened.isToProxy && !(error instanceof TransportError)
        ? new TransportError({ type: "proxy", words: "", cause: error })
        : error;
    }
  }
  return send;
}

interface OpenRequest {
  readonly sent: ClientRequest;
  /** Whether the connection ends at the proxy, so that connection errors are the proxy's. */
  readonly isToProxy: boolean;
  /** Whether a tunnel is needed and the proxy has not opened it. */
  readonly isProxyAwaited: () => boolean;
  /** Destroys the request and the connection that is being opened for it. */
  readonly giveUp: (error?: Error) => void;
}

/** Plain HTTP goes to an HTTP proxy with the absolute URL, everything else through a tunnel. */
function open(
  { method, url, headers, proxy }: HttpRequest,
  agentFor: (tunnel: ProxyAddress | undefined, isTls: boolean) => Agent,
): OpenRequest {
  const isTls = url.startsWith("https:");
  const isToProxy = proxy !== undefined && !isTls && !proxy.scheme.startsWith("socks");
  const opening = new AbortController();
  const tunnel = { isOpen: false };
  // A compressed answer would arrive in fewer and larger pieces.
  const common = { method, headers: { accept: "*/*", "accept-encoding": "identity", ...headers } };
  const sent = isToProxy
    ? requestOf(proxy.scheme === "https")({
        ...common,
        headers: { host: new URL(url).host, ...common.headers, ...loginHeader(proxy) },
        ...proxyServer(proxy),
        path: url,
        agent: agentFor(undefined, proxy.scheme === "https"),
      })
    : requestOf(isTls)(url, {
        ...common,
        ...resolvableHost(url),
        agent: agentFor(proxy, isTls),
        ...(proxy && { opening: opening.signal, onOpen: () => (tunnel.isOpen = true) }),
      });
  // An error without a listener would end the process, and a request can be destroyed before it is sent or after its answer.
  sent.on("error", () => undefined);
  return {
    sent,
    isToProxy,
    isProxyAwaited: () => proxy !== undefined && !isToProxy && !tunnel.isOpen,
    giveUp(error) {
      opening.abort(error);
      sent.destroy(error);
    },
  };
}

/** Few resolvers know `localhost.` with its final dot. */
function resolvableHost(url: string): { readonly hostname?: string } {
  const { hostname } = new URL(url);
  return isThisMachine(hostname) && hostname.endsWith(".")
    ? { hostname: hostname.slice(0, -1) }
    : {};
}

/** Loads only the module that is used. In a CommonJS bundle, `import()` would load Node's loader of ES modules too. */
function requestOf(isTls: boolean): typeof request {
  return process.getBuiltinModule(isTls ? "node:https" : "node:http").request;
}

/** For plain HTTP, a proxy rejects the login with an ordinary response of status 407. */
async function unlessProxyRefuses(ask: () => Promise<IncomingMessage>): Promise<IncomingMessage> {
  const answer = await ask();
  if (answer.statusCode === 407) {
    throw await proxyRefusal(answer, answer);
  }
  return answer;
}

function createAgent(tunnel: ProxyAddress | undefined, isTls: boolean, gate: ProxyGate): Agent {
  const { Agent } = process.getBuiltinModule(isTls ? "node:https" : "node:http");
  const agent = new Agent(AGENT_OPTIONS);
  return tunnel === undefined
    ? agent
    : Object.assign(agent, {
        createConnection(
          { host, port, opening, onOpen }: TunnelOptions,
          onConnected: (error: unknown, socket?: unknown) => void,
        ) {
          const ask = (): Promise<Duplex> =>
            openTunnel(tunnel, { host, port, isTls }, opening, onOpen);
          raceAbort(gate.pass(tunnel, `${host}:${port}`, ask), opening).then(
            (socket) => onConnected(null, socket),
            onConnected,
          );
        },
      });
}

/** The request options that an agent passes to `createConnection`. */
interface TunnelOptions {
  readonly host: string;
  readonly port: number;
  /** Aborted when the request is destroyed. */
  readonly opening: AbortSignal;
  /** Called when the proxy has opened the tunnel, before TLS. */
  readonly onOpen: () => void;
}

function answerTo(
  { sent, giveUp, isProxyAwaited }: OpenRequest,
  { body, connectTimeoutMs = CONNECT_TIMEOUT_MS, onUnderWay }: HttpRequest,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sending = setTimeout(() => onUnderWay?.(), SENDING_MS);
    sent.once("finish", () => {
      clearTimeout(sending);
      onUnderWay?.();
    });
    // The system's own limit for a host that drops every packet is minutes.
    const timer = setTimeout(() => {
      const error = withCode("ETIMEDOUT", `No connection within ${connectTimeoutMs} ms`);
      giveUp(
        isProxyAwaited() ? new TransportError({ type: "proxy", words: "", cause: error }) : error,
      );
    }, connectTimeoutMs);
    const stop = (): void => clearTimeout(timer);
    sent.once("socket", (socket) => {
      if (socket.connecting) {
        socket.once("encrypted" in socket ? "secureConnect" : "connect", stop);
      } else {
        stop(); // the socket was kept alive, or comes from a tunnel
      }
    });
    sent.once("response", resolve);
    sent.once("error", (error) => {
      stop();
      reject(error);
    });
    // Node closes the connection without an error when the host changes to another protocol (HTTP 101).
    sent.once("close", () => {
      stop();
      clearTimeout(sending);
      reject(withCode("ECONNRESET", "The connection was closed without an answer"));
    });
    sent.end(body);
  });
}

function withCode(code: string, message: string): Error {
  return Object.assign(new Error(message), { code });
}

function headersOf({ headersDistinct }: IncomingMessage): HttpResponse["headers"] {
  return Object.fromEntries(
    Object.entries(headersDistinct).map(([name, values = []]) => [name, values.join(", ")]),
  );
}
