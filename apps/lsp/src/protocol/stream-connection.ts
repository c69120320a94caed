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

import { createLifecycleGuard } from "./lifecycle-guard.ts";

/** How long the server may take for messages that came before the end of the input, in milliseconds. */
const END_GRACE_MS = 200;

/** A connection, and a way to wait for its output before the process ends. */
export interface StreamConnection {
  readonly connection: Connection;
  /** Resolves when the output has taken all messages so far or has failed. Never rejects. */
  readonly written: () => Promise<void>;
}

/**
 * Connects a server over `input` and `output`. The library's own function would end the process by itself and would take any
 * error with the client's process id for the client's end.
 *
 * @param watchDog - Its `exit` is called for the notification `exit`, and when the input or the output ends before that.
 */
export function createStreamConnection(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  watchDog: WatchDog,
): StreamConnection {
  const writer = new StreamMessageWriter(output);
  let lastWrite: Promise<void> = Promise.resolve();
  const write = (message: Message): Promise<void> => {
    lastWrite = writer.write(message); // messages are written in order, so the last promise settles last
    return lastWrite;
  };
  const messageStrategy = createLifecycleGuard((message) => void write(message));
  const end = (): void => watchDog.exit(watchDog.shutdownReceived ? 0 : 1);
  input.once("end", () => setTimeout(end, END_GRACE_MS));
  output.once("error", end); // the client has closed its end
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
