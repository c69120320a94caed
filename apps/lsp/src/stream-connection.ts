import { type Connection, createConnection, type WatchDog } from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

import { createMessageGate } from "./message-gate.ts";

/** How long messages that were read before the input's end may take, in milliseconds. */
const GRACE_MS = 200;

/**
 * The connection over `input` and `output`. The library's own would end the process by itself and would take
 * any trouble with the client's process id for its end.
 *
 * @param watchDog - Told of `exit`, and of the input's end unless `exit` came before it.
 */
export function createStreamConnection(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  watchDog: WatchDog,
): Connection {
  const writer = new StreamMessageWriter(output);
  const messageStrategy = createMessageGate((message) => {
    void writer.write(message);
  });
  input.once("end", () => {
    setTimeout(() => watchDog.exit(watchDog.shutdownReceived ? 0 : 1), GRACE_MS);
  });
  return createConnection(
    (logger) =>
      createProtocolConnection(new StreamMessageReader(input), writer, logger, { messageStrategy }),
    watchDog,
  );
}
