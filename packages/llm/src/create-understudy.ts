import type { ChatClient } from "@hexai/chat";

import type { ChatWire } from "./chat-wire.ts";
import { createCircuits } from "./circuits.ts";
import { type ChatDefaults, createWireClient } from "./create-wire-client.ts";
import type { Endpoint } from "./endpoint.ts";
import type { Fetch } from "./request-watch.ts";
import { responseOf } from "./response-of.ts";

/** The client of `createWireClient`, except that it sends nothing and gets the wire's sample for an answer. */
export function createUnderstudy(
  endpoint: Endpoint,
  wire: ChatWire,
  defaults: ChatDefaults,
): ChatClient {
  const fetch = answererWith(wire.sample);
  const circuit = createCircuits(endpoint.now).of("nobody"); // what it meets says nothing about the host
  return createWireClient({ ...endpoint, fetch, circuit, attempts: 1 }, wire, defaults);
}

function answererWith(text: string): Fetch {
  const head = { status: 200, statusText: "OK", headers: new Headers() };
  return () => {
    const body = new ReadableStream<Uint8Array>({
      start(sink) {
        sink.enqueue(Buffer.from(text));
        sink.close();
      },
    });
    return Promise.resolve(responseOf(body, head));
  };
}
