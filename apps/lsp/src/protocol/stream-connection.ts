import {
  type Connection,
  createConnection,
  type Message,
  type WatchDog,
} from "vscode-languageserver";
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from "vscode-languageserver-protocol/node";

import { createMessageGate } from "./lifecycle-guard.ts";

/** How long messages that were read before the input's end may take, in milliseconds. */
const GRACE_MS = 200;

/** A connection, and what the process needs to end in good order. */
export interface StreamConnection {
  readonly connection: Connection;
  /** Resolves when the output has taken every message so far, or could not. Never rejects. */
  readonly written: () => Promise<void>;
}

/**
 * The connection over `input` and `output`. The library's own would end the process by itself and would take
 * any trouble with the client's process id for its end.
 *
 * @param watchDog - Told of `exit`, and of the end of the input or the output unless `exit` came before it.
 */
export function createStreamConnection(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  watchDog: WatchDog,
): StreamConnection {
  const writer = new StreamMessageWriter(output);
  let lastWrite: Promise<void> = Promise.resolve();
  const write = (message: Message): Promise<void> => {
    lastWrite = writer.write(message); // one after the other, so the last one is written last
    return lastWrite;
  };
  const messageStrategy = createMessageGate((message) => void write(message));
  const end = (): void => watchDog.exit(watchDog.shutdownReceived ? 0 : 1);
  input.once("end", () => setTimeout(end, GRACE_MS));
  output.once("error", end); // nobody reads any more
  const connection = createConnection(
    (logger) =>
      createProtocolConnection(
        new StreamMessageReader(input),
        {
          onError: writer.onError,
          onClose: writer.onClose,
          write,
          end: () => writer.end(),
          dispose: () => writer.dispose(),
        },
        logger,
        { messageStrategy },
      ),
    watchDog,
  );
  return { connection, written: () => lastWrite.catch(() => undefined) };
}
