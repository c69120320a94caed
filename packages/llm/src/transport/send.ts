import type { ProxyAddress } from "./proxy.ts";

/** One HTTP request with its final URL and headers. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Aborts the request and the rest of its response. */
  readonly signal?: AbortSignal | undefined;
  /** The proxy to use. When undefined, the request goes straight to the host, whatever the environment says. */
  readonly proxy?: ProxyAddress | undefined;
  /** Longest time to establish the connection, proxies and TLS included. @default 10 s */
  readonly connectTimeoutMs?: number | undefined;
  /** Called when the request has been sent, or is taking long to be: there is time for what must not delay it. May be called again. */
  readonly onUnderWay?: (() => void) | undefined;
}

/** A response whose headers have arrived. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** By name in lower case. The values of a repeated header are joined with `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * The decompressed body, which can be read once. Everything that arrived before a connection error is delivered before the
   * error. When the iteration ends early, the connection is kept alive if the rest arrives at once, and closed otherwise.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Sends a request and resolves when the headers of the response have arrived, whatever the status. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Whether the response has a status of 2xx. */
export function isSuccess({ status }: Pick<HttpResponse, "status">): boolean {
  return status >= 200 && status < 300;
}
