import type { Send } from "../transport/send.ts";

/** `fetch`, as SDKs take it. */
export type Fetch = typeof globalThis.fetch;

/**
 * A `fetch` over `send`, as far as the SDKs use one. A body that breaks ends like a whole one: an error would overtake the
 * pieces that arrived before it and drop them. Who sent the request knows of the break.
 */
export function fetchOver(send: Send): Fetch {
  return async (input, init = {}) => {
    const { method, headers, body, signal } = init;
    const response = await send({
      method: method === "POST" ? "POST" : "GET",
      url: input instanceof Request ? input.url : String(input),
      headers: Object.fromEntries(new Headers(headers)),
      body: typeof body === "string" ? body : undefined,
      signal: signal ?? undefined,
    });
    const given = Object.entries(response.headers).map(([name, value = ""]) => [name, value]);
    return responseOf(streamOf(response.body), {
      ...response,
      headers: new Headers(Object.fromEntries(given)),
    });
  };
}

/** The head of a response. */
type ResponseHead = Pick<Response, "headers" | "status" | "statusText">;

/**
 * A response with `head` and another body, as far as the SDKs read one. `Response` itself brings all of Node's `fetch`
 * along, which takes as long to load as a bare Node takes to start.
 */
export function responseOf(
  body: ReadableStream<Uint8Array> | null,
  { headers, status, statusText }: ResponseHead,
): Response {
  const ok = status >= 200 && status < 300;
  const response: Partial<Response> = { body, headers, status, statusText, ok };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests of the wires show that nobody reads more
  return response as Response;
}

/** The same body for an SDK. */
export function streamOf(body: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(sink) {
        const next = await pieces.next().catch(() => ({ done: true, value: undefined }) as const);
        if (next.done === true) {
          sink.close();
        } else {
          sink.enqueue(Uint8Array.from(next.value));
        }
      },
      async cancel() {
        await pieces.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}
