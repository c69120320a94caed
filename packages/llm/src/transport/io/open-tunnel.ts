import type { ClientRequest, IncomingMessage } from "node:http";
import process from "node:process";
import type { Duplex, Readable } from "node:stream";
import type { TLSSocket } from "node:tls";

import type { ProxyAddress } from "../proxy.ts";
import { raceAbort } from "../race-abort.ts";
import { networkCodeOf, NO_CODE, type ProxyFailure, TransportError } from "../transport-error.ts";
import { readTitle } from "./read-title.ts";

/** The destination of a tunnel. */
export interface TunnelEnd {
  /** A name or an IP address without brackets. */
  readonly host: string;
  readonly port: number;
  readonly isTls: boolean;
}

/**
 * Connects to `end` through the proxy at `address`, including TLS with the host. Everything is destroyed when `signal`
 * aborts, which is also the only time limit.
 *
 * @param onOpen - Called when the proxy has opened the tunnel, before TLS with the host.
 *
 * It uses Node's own CONNECT request because https-proxy-agent keeps its connection when the request is aborted before the
 * proxy answers, reads headers of any length, and passes on a refusal as if the host had answered.
 *
 * @throws {TransportError} (as a rejection) When the proxy fails or refuses; else Node's error about the host's TLS.
 */
export async function openTunnel(
  address: ProxyAddress,
  end: TunnelEnd,
  signal: AbortSignal,
  onOpen: () => void,
): Promise<Duplex> {
  const open = address.scheme.startsWith("socks") ? openSocks : openConnect;
  const socket = await open(address, end, signal);
  onOpen();
  return end.isTls ? await startTls(socket, end, signal) : socket;
}

/** The options of a request that goes to the proxy. Node would take the name for TLS from the header `Host`, which is another host's. */
export function proxyServer({ host, port }: ProxyAddress): {
  readonly host: string;
  readonly port: number;
  readonly servername: string;
} {
  return { host, port, servername: serverNameOf(host) };
}

/** The name in a TLS handshake; an address has none. */
function serverNameOf(host: string): string {
  const { isIP } = process.getBuiltinModule("node:net");
  return isIP(host) === 0 ? host : "";
}

/** The header that logs in at the proxy; empty without a login. */
export function loginHeader({ login }: ProxyAddress): Record<string, string> {
  return login === undefined
    ? {}
    : {
        "proxy-authorization": `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`,
      };
}

async function openConnect(
  address: ProxyAddress,
  { host, port }: TunnelEnd,
  signal: AbortSignal,
): Promise<Duplex> {
  const authority = `${host.includes(":") ? `[${host}]` : host}:${port}`;
  const { request } = process.getBuiltinModule(
    address.scheme === "https" ? "node:https" : "node:http",
  );
  const asked = request({
    method: "CONNECT",
    ...proxyServer(address),
    path: authority,
    agent: false,
    headers: { host: authority, ...loginHeader(address) },
  });
  return await untilAborted(asked, signal, async () => {
    const { answer, socket } = await connectedBy(asked);
    const { statusCode: status = 0 } = answer;
    if (status >= 200 && status < 300) {
      return socket;
    }
    throw await proxyRefusal(answer, socket);
  });
}

/** Turns a proxy's refusal into an error, and closes the connection. */
export async function proxyRefusal(
  { statusCode: status = 0, statusMessage = "", headers }: IncomingMessage,
  body: Readable,
): Promise<TransportError> {
  const words = (await readTitle(body)) ?? statusMessage;
  body.destroy();
  return new TransportError({ type: "proxy", status, words, logins: loginsOf(headers) });
}

interface Connected {
  readonly answer: IncomingMessage;
  readonly socket: Duplex;
}

function connectedBy(asked: ClientRequest): Promise<Connected> {
  return new Promise((resolve, reject) => {
    asked.on("error", (cause) => reject(new TransportError({ type: "proxy", words: "", cause })));
    asked.once("connect", (answer, socket, rest) => {
      socket.on("error", () => undefined); // avoids an unhandled error until the agent adds its own listener
      if (rest.length > 0) {
        socket.unshift(rest);
      }
      resolve({ answer, socket });
    });
    asked.end();
  });
}

/** The authentication schemes that a refusal offers. */
function loginsOf(headers: IncomingMessage["headers"]): readonly string[] {
  const offer = headers["proxy-authenticate"] ?? "";
  return ["Basic", "Digest", "NTLM", "Negotiate"].filter((kind) =>
    new RegExp(`(?:^|,)\\s*${kind}(?:\\s|,|$)`, "iu").test(offer),
  );
}

async function openSocks(
  { scheme, host: proxyHost, port: proxyPort, login }: ProxyAddress,
  { host, port }: TunnelEnd,
  signal: AbortSignal,
): Promise<Duplex> {
  if (login !== undefined && [login.user, login.password].some(isTooLongForSocks)) {
    const words = `a user name or a password of more than ${LONGEST_SOCKS_LOGIN} bytes`;
    throw new TransportError({ type: "proxy", words, logins: ["Basic"] });
  }
  const { connect } = process.getBuiltinModule("node:net");
  const { lookup } = process.getBuiltinModule("node:dns/promises");
  const named = scheme === "socks5h" ? host : (await lookup(host)).address;
  const { SocksClient } = await import("socks");
  signal.throwIfAborted();
  const socket = connect(proxyPort, proxyHost);
  return await untilAborted(socket, signal, async () => {
    try {
      await new Promise((resolve, reject) => {
        socket.once("connect", resolve);
        socket.on("error", reject);
      });
      await SocksClient.createConnection({
        proxy: {
          host: proxyHost,
          port: proxyPort,
          type: 5,
          ...(login && { userId: login.user, password: login.password }),
        },
        command: "connect",
        destination: { host: named, port },
        existing_socket: socket,
      });
    } catch (cause) {
      socket.destroy();
      throw new TransportError({
        type: "proxy",
        ...socksFailure(cause),
        cause: withSocketCode(cause),
      });
    }
    return socket;
  });
}

/** RFC 1929 has one byte for the length of each. */
const LONGEST_SOCKS_LOGIN = 255;

function isTooLongForSocks(text: string): boolean {
  return Buffer.byteLength(text) > LONGEST_SOCKS_LOGIN;
}

type SocksFailure = Pick<ProxyFailure, "words" | "logins" | "isPermanent" | "isAboutHost">;

/** First match wins. The library has no error codes, so the kind of failure is read from its messages. */
const SOCKS_FAILURES: readonly (readonly [RegExp, SocksFailure])[] = [
  [/socks version/u, { words: "it does not speak SOCKS 5", isPermanent: true }],
  [/no accepted auth/u, { words: "it takes none of the logins offered", logins: ["Basic"] }],
  [/unknown auth/u, { words: "it asks for another login than offered", logins: ["GSSAPI"] }],
  [/authentication failed/iu, { words: "the login failed", logins: ["Basic"] }],
  [/NotAllowed/u, { words: "its rules do not allow it", isPermanent: true }],
  [/ConnectionRefused/u, { words: "the host refused the connection", isAboutHost: true }],
  [/HostUnreachable/u, { words: "the host cannot be reached", isAboutHost: true }],
  [/NetworkUnreachable/u, { words: "the network cannot be reached", isAboutHost: true }],
  [/TTLExpired/u, { words: "the host did not answer in time", isAboutHost: true }],
  [/NotSupported/u, { words: "it cannot do this kind of connection", isPermanent: true }],
  [/rejected/u, { words: "it failed and does not say why", isAboutHost: true }],
  [/destination/u, { words: "the host's name is too long", isPermanent: true }],
];

function socksFailure(cause: unknown): SocksFailure {
  const text = cause instanceof Error ? cause.message : "";
  return SOCKS_FAILURES.find(([pattern]) => pattern.test(text))?.[1] ?? { words: "" };
}

/** The library reports a connection that was lost without a code. */
function withSocketCode(cause: unknown): unknown {
  return networkCodeOf(cause) === NO_CODE
    ? Object.assign(new Error("The proxy closed the connection"), { code: "ECONNRESET" })
    : cause;
}

async function startTls(socket: Duplex, { host }: TunnelEnd, signal: AbortSignal): Promise<Duplex> {
  if (socket.readableLength > 0) {
    socket.destroy();
    // In TLS the client speaks first. Node sees it by itself; Bun does not look at what was read with the proxy's answer.
    const code = "ERR_SSL_WRONG_VERSION_NUMBER";
    throw Object.assign(new Error("There was an answer before TLS began"), { code });
  }
  const { connect } = process.getBuiltinModule("node:tls");
  const secured = letGoWith(socket, connect({ socket, host, servername: serverNameOf(host) }));
  return await untilAborted(
    secured,
    signal,
    () =>
      new Promise((resolve, reject) => {
        secured.once("secureConnect", () => resolve(secured));
        secured.on("error", reject);
      }),
  );
}

/** Whether the process waits for `inner` goes for `outer`, through which it goes, too; Bun treats TLS in TLS as two connections. */
function letGoWith(outer: Duplex, inner: TLSSocket): TLSSocket {
  const { TLSSocket } = process.getBuiltinModule("node:tls");
  if (!(outer instanceof TLSSocket)) {
    return inner;
  }
  const ref = inner.ref.bind(inner);
  const unref = inner.unref.bind(inner);
  return Object.assign(inner, {
    ref() {
      outer.ref();
      return ref();
    },
    unref() {
      outer.unref();
      return unref();
    },
  });
}

/** Runs `use`; destroys `opened` when it fails or `signal` aborts, and throws the error or the signal's reason. */
async function untilAborted<T>(
  opened: { destroy(): unknown },
  signal: AbortSignal,
  use: () => Promise<T>,
): Promise<T> {
  try {
    return await raceAbort(use(), signal);
  } catch (error) {
    opened.destroy();
    throw error;
  }
}
