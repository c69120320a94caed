import type { ChatClient } from "@hexai/chat";

import { createCircuits } from "../transport/circuits.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import type { Send } from "../transport/send.ts";
import type { ChatWire } from "../wires/chat-wire.ts";
import { type ChatDefaults, createWireClient } from "./create-wire-client.ts";

/** The client of `createWireClient`, except that it sends nothing and gets the wire's sample for an answer. */
export function createUnderstudy(
  endpoint: Endpoint,
  wire: ChatWire,
  defaults: ChatDefaults,
): ChatClient {
  const send = answererWith(wire.sample);
  const circuit = createCircuits(endpoint.now).of("nobody"); // what it meets says nothing about the host
  return createWireClient({ ...endpoint, send, circuit, attempts: 1 }, wire, defaults);
}

function answererWith(text: string): Send {
  return async () => ({ status: 200, statusText: "OK", headers: {}, body: bodyOf(text) });
}

async function* bodyOf(text: string): AsyncGenerator<Uint8Array, void> {
  yield Buffer.from(text);
}
