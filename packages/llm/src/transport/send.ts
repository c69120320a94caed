import type { ProxyAddress } from "./proxy.ts";

/** One HTTP request, whose address and headers are decided. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** Ends the request and whatever is left of its answer. */
  readonly signal?: AbortSignal | undefined;
  /** The proxy to go through; absent: straight to the host, whatever the environment says. */
  readonly proxy?: ProxyAddress | undefined;
  /** So long a connection may take to stand, proxies and TLS included. @default 10 s */
  readonly connectTimeoutMs?: number | undefined;
}

/** An answer whose head has come. */
export interface HttpResponse {
  readonly status: number;
  readonly statusText: string;
  /** By their names in lower case. What a header that came twice holds is joined with `, `. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /**
   * What comes after the head, unpacked; to be read once. All that arrived before the connection broke comes before the
   * error. Whoever stops reading lets the connection go: it is kept if the rest comes at once, and closed otherwise.
   */
  readonly body: AsyncIterable<Uint8Array>;
}

/** Sends a request and resolves with the head of the answer, whatever its status is. */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/** Whether the status of `response` says that what was asked for follows. */
export function isSuccess({ status }: Pick<HttpResponse, "status">): boolean {
  return status >= 200 && status < 300;
}
