import type { HttpResponse } from "../transport/send.ts";

/** A response with these pieces as its body, which breaks with `broken` after them. */
export function responseWith(
  pieces: readonly (string | Uint8Array)[],
  { broken, ...head }: Partial<HttpResponse> & { readonly broken?: Error | undefined } = {},
): HttpResponse {
  async function* body(): AsyncGenerator<Uint8Array, void> {
    for (const piece of pieces) {
      yield Buffer.from(piece);
    }
    if (broken !== undefined) {
      throw broken;
    }
  }
  return { status: 200, statusText: "OK", headers: {}, body: body(), ...head };
}

/** All of a body as text. */
export async function textOf({ body }: Pick<HttpResponse, "body">): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) {
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}
