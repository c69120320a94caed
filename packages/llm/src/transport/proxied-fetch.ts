import { ChatError } from "@hexai/chat";

import { LOOPBACK, proxyVariableOf } from "./proxy-variable.ts";
import type { Fetch } from "./request-watch.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** Node's fetch gives up after so many seconds without a byte, unless it is told otherwise. */
const LIMIT_OF_NODE_SECONDS = 300;

/**
 * `fetch` through the proxies that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name (lower case wins), and without Node's
 * own limit of 300 s on silence where `idleSeconds` is longer or 0. The library for it is loaded only then.
 *
 * @throws {ChatError} (as a rejection) `misconfigured` for a proxy that is no address. It may hold a password, so it is not shown.
 */
export async function proxiedFetch(
  fetch: Fetch,
  env: Environment,
  idleSeconds: number,
): Promise<Fetch> {
  const httpProxy = proxyOf(env, "HTTP_PROXY");
  const httpsProxy = proxyOf(env, "HTTPS_PROXY");
  const isPatient = idleSeconds === 0 || idleSeconds >= LIMIT_OF_NODE_SECONDS;
  if (httpProxy === "" && httpsProxy === "" && !isPatient) {
    return fetch;
  }
  const { EnvHttpProxyAgent } = await import("undici");
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy,
    httpsProxy,
    noProxy: [proxyVariableOf(env, "NO_PROXY")?.value ?? "", ...LOOPBACK].join(","),
    headersTimeout: 0,
    bodyTimeout: 0, // silence is watched per request, by whoever sends it
  });
  return (input, init) => fetch(input, Object.assign({ dispatcher }, init));
}

function proxyOf(env: Environment, name: string): string {
  const value = proxyVariableOf(env, name)?.value ?? "";
  const url = value === "" || value.includes("://") ? value : `http://${value}`;
  if (url !== "" && !/^https?:$/u.test(URL.canParse(url) ? new URL(url).protocol : "")) {
    throw new ChatError("misconfigured", `${name} is no address: use http://HOST:PORT`);
  }
  return url;
}
