import type { ChatClient } from "@hexai/chat";

import { createCircuits } from "../transport/circuits.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import type { Fetch } from "../transport/request-watch.ts";
import { responseOf } from "../transport/response-of.ts";
import type { ChatWire } from "../wires/chat-wire.ts";
import { type ChatDefaults, createWireClient } from "./create-wire-client.ts";

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
