import type { Socket } from "node:net";

import type { Line } from "../line.ts";

/**
 * A line over a socket between two processes of this program: one JSON text per line.
 *
 * @param parse - What a text says; `undefined` when it says nothing of ours. Then the line is closed at once.
 */
export function socketLine<Out, In>(
  socket: Socket,
  parse: (text: string) => In | undefined,
): Line<Out, In> {
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
        for (const line of lines) {
          const message = parse(line);
          if (message === undefined) {
            socket.destroy();
            return;
          }
          onMessage(message);
        }
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
