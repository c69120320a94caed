import { PassThrough } from "node:stream";

import type { Connection } from "vscode-languageserver";
import {
  createProtocolConnection,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

import { createStreamConnection } from "../protocol/stream-connection.ts";

export interface ConnectedPair {
  readonly server: Connection;
  readonly client: ProtocolConnection;
  /** As in `StreamConnection`. */
  readonly written: () => Promise<void>;
  /** Exit codes with which the server's process would have ended. */
  readonly exitCodes: readonly number[];
  /** The server's input, for messages that a correct client would not send. */
  readonly input: PassThrough;
  /** The server's output, for messages that the client does not expose. */
  readonly output: PassThrough;
}

/** A server's connection and a client wired together in memory. */
export function connectedPair(): ConnectedPair {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const exitCodes: number[] = [];
  const { connection: server, written } = createStreamConnection(toServer, toClient, {
    shutdownReceived: false,
    initialize: () => undefined,
    exit: (code) => exitCodes.push(code),
  });
  const client = createProtocolConnection(
    new StreamMessageReader(toClient),
    new StreamMessageWriter(toServer),
  );
  client.listen();
  return { server, client, written, exitCodes, input: toServer, output: toClient };
}
