import type { Socket } from "node:net";

import type { Channel } from "../channel.ts";

/**
 * A channel over a socket between two processes of one build of this program: one JSON text per line. Nothing checks the
 * shape of the messages, because only a process that knows the key of the run gets this far (`createPrivateDirectory`).
 */
export function socketChannel<Out, In>(socket: Socket): Channel<Out, In> {
  socket.setEncoding("utf8");
  socket.on("error", () => undefined); // followed by `close`
  return {
    send(message) {
      socket.write(`${JSON.stringify(message)}\n`);
    },
    listen(onMessage, onClosed) {
      let rest = "";
      socket.on("data", (chunk: string) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        lines.forEach((line) => onMessage(JSON.parse(line)));
      });
      if (socket.closed) {
        queueMicrotask(onClosed); // it was over before anybody listened
      } else {
        socket.once("close", onClosed);
      }
    },
    close() {
      socket.end();
    },
  };
}
