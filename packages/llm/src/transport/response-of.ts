/** The head of a response. */
export type ResponseHead = Pick<Response, "headers" | "status" | "statusText">;

/**
 * A response with `head` and another body, as far as the SDKs and this package read one. `Response` itself brings all
 * of Node's `fetch` along, which takes as long to load as a bare Node takes to start.
 */
export function responseOf(
  body: ReadableStream<Uint8Array> | null,
  { headers, status, statusText }: ResponseHead,
): Response {
  const text = (): Promise<string> => textOf(body);
  const response: Partial<Response> = {
    body,
    headers,
    status,
    statusText,
    ok: status >= 200 && status < 300,
    text,
    json: async () => JSON.parse(await text()),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the tests of the wires show that nobody reads more
  return response as Response;
}

async function textOf(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const piece of body ?? []) {
    text += decoder.decode(piece, { stream: true });
  }
  return text + decoder.decode();
}
