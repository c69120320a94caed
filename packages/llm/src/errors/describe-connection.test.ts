import { describe, it } from "vitest";

import type { ChatTarget } from "../target/chat-target.ts";
import { TransportError, type TransportFailure } from "../transport/transport-error.ts";
import { errorFor } from "./error-for.ts";

const PROXY = { variable: "http_proxy", address: { scheme: "http", host: "p", port: 1 } } as const;

const TARGET: ChatTarget = {
  provider: "lab",
  model: "m",
  baseUrl: "http://h.test/v1",
  section: "compatible.lab",
  addressSetting: "compatible.lab.base_url",
  key: undefined,
};

describe("the error about a proxy", () => {
  it.for<{ failure: object; says: RegExp; why: string }>([
    {
      failure: { cause: coded("ETIMEDOUT") },
      says: /in http_proxy did not answer in time \(ETIMEDOUT\); check http_proxy and compatible\.lab\.base_url$/u,
      why: "it may wait for the host",
    },
    {
      failure: { cause: coded("ECONNREFUSED") },
      says: /cannot be reached \(ECONNREFUSED\); check http_proxy$/u,
      why: "nobody listens",
    },
    ...[302, 404, 501].map((status) => ({
      failure: { status },
      says: /did not connect to it \(HTTP \d+\); check http_proxy: it may name something that is no proxy$/u,
      why: "a web server",
    })),
    {
      failure: { status: 502, words: "no" },
      says: /could not reach it \(HTTP 502: no\); try again later, or check http_proxy and comp/u,
      why: "the host is down",
    },
    {
      failure: { status: 511 },
      says: /log in to the network \(HTTP 511\); open a web page in a browser/u,
      why: "a hotel",
    },
    {
      failure: { words: "the host refused the connection", isAboutHost: true },
      says: /could not reach it \(the host refused the connection\); try again later, or check http_proxy and comp/u,
      why: "SOCKS says that the host is down",
    },
    {
      failure: { words: "x", logins: ["GSSAPI"] },
      says: /a login of a kind that Hexai cannot send \(x; it offers GSSAPI\)/u,
      why: "SOCKS with Kerberos",
    },
  ])("says $says: $why", ({ failure, says }, { expect }) => {
    expect(messageOf({ type: "proxy", words: "", ...failure }, { proxy: PROXY })).toMatch(says);
  });
});

describe("the error about a connection", () => {
  it.for<{ failure: TransportFailure; target?: Partial<ChatTarget>; says: RegExp; why: string }>([
    {
      failure: { type: "unreachable", cause: coded("ECONNRESET") },
      says: /compatible\.lab\.base_url \(it may want https:\/\/\)$/u,
      why: "many TLS servers close without a word",
    },
    {
      failure: {
        type: "unreachable",
        cause: coded("ECONNRESET", "disconnected before secure TLS connection was established"),
      },
      target: { baseUrl: "https://h.test/v1" },
      says: /\(it may want http:\/\/\)$/u,
      why: "so do others",
    },
    {
      failure: { type: "unreachable", cause: coded("ECONNRESET") },
      target: { baseUrl: "https://h.test/v1" },
      says: /or check compatible\.lab\.base_url$/u,
      why: "TLS worked",
    },
    {
      failure: { type: "unreachable", cause: coded("ECONNRESET") },
      target: { baseUrl: "https://h.test/v1", proxy: PROXY },
      says: /or check http_proxy and compatible\.lab\.base_url$/u,
      why: "a proxy may close as well",
    },
    {
      failure: { type: "unreachable", cause: coded("ERR_SSL_WRONG_VERSION_NUMBER") },
      target: { baseUrl: "https://h.test/v1", proxy: PROXY },
      says: /what comes back is not TLS .*check http_proxy, which may name something that is no proxy/u,
      why: "a web server answered 200 to CONNECT",
    },
    {
      failure: { type: "redirected", status: 302, url: "http://h.test/v1/chat" },
      says: /from one address to the next, last to http:\/\/h\.test\/v1\/chat \(HTTP 302\); check comp/u,
      why: "a circle is no other host",
    },
    {
      failure: { type: "redirected", status: 302, url: "http://portal.test/login" },
      target: { proxy: PROXY },
      says: /set compatible\.lab\.base_url to it, or check the proxy p:1 in http_proxy$/u,
      why: "a proxy's portal",
    },
  ])("says $says: $why", ({ failure, target, says }, { expect }) => {
    expect(messageOf(failure, target)).toMatch(says);
  });
});

describe("an error with a login of a proxy", () => {
  it.for(["pw-SECRET", "me:pw-SECRET", btoa("me:pw-SECRET"), encodeURIComponent("me:pw-SECRET")])(
    "does not show %s",
    (said, { expect }) => {
      const login = { user: "me", password: "pw-SECRET" };
      const proxy = { ...PROXY, address: { ...PROXY.address, login } };
      const failure = { type: "proxy", status: 403, words: `no to ${said}!` } as const;

      expect(messageOf(failure, { proxy })).toContain("(HTTP 403: no to ***!)");
    },
  );

  it("does not show the key that a provider repeats percent-encoded", ({ expect }) => {
    const key = { source: "K", value: "sk-a/b+c-012345" };
    const words = `no ${encodeURIComponent(key.value)}`;
    const facts = {
      kind: "",
      isWebPage: false,
      isEmpty: false,
      isByProxy: false,
      retryAfterMs: undefined,
    };

    const message = messageOf({ type: "refused", status: 400, words, ...facts }, { key });

    expect(message).toContain("(HTTP 400: no ***)");
  });
});

function coded(code: string, message = "x"): Error {
  return Object.assign(new Error(message), { code });
}

function messageOf(
  failure: TransportFailure,
  target: Partial<ChatTarget> = {},
): string | undefined {
  const attempt = { aborted: false, silence: undefined, begun: false };
  return errorFor({ ...TARGET, ...target }).from(new TransportError(failure), attempt)?.message;
}
