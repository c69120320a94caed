import { ChatError } from "@hexai/chat";

import { LOOPBACK, proxyVariableOf } from "./proxy-variable.ts";
import type { Send } from "./send.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * `send` through the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name (lower case wins). The library for it is
 * loaded only then.
 *
 * @throws {ChatError} (as a rejection) `misconfigured` for a proxy that is no address. It may hold a password, so it is not shown.
 */
export async function proxiedSend(send: Send, env: Environment): Promise<Send> {
  const httpProxy = proxyOf(env, "HTTP_PROXY");
  const httpsProxy = proxyOf(env, "HTTPS_PROXY");
  if (httpProxy === "" && httpsProxy === "") {
    return send;
  }
  const { EnvHttpProxyAgent, fetch } = await import("undici");
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: [proxyVariableOf(env, "NO_PROXY")?.value ?? "", ...LOOPBACK].join(","),
    headersTimeout: 0,
    bodyTimeout: 0, // silence is watched per request, by whoever sends it
  });
  return async ({ url, signal, body: sent, ...request }) => {
    const response = await fetch(url, {
      ...request,
      dispatcher,
      ...(signal && { signal }),
      ...(sent !== undefined && { body: sent }),
    });
    const { status, statusText, headers } = response;
    return {
      status,
      statusText,
      headers: Object.fromEntries(headers),
      body: piecesOf(response),
    };
  };
}

async function* piecesOf({
  body,
}: {
  readonly body: AsyncIterable<unknown> | null;
}): AsyncGenerator<Uint8Array, void> {
  for await (const piece of body ?? []) {
    if (piece instanceof Uint8Array) {
      yield piece;
    }
  }
}

function proxyOf(env: Environment, name: string): string {
  const value = proxyVariableOf(env, name)?.value ?? "";
  const url = value === "" || value.includes("://") ? value : `http://${value}`;
  if (url !== "" && !/^https?:$/u.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new ChatError("misconfigured", `${name} is no address: use http://HOST:PORT`);
  }
  return url;
}
