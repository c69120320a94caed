import type { Socket } from "node:net";

import type { Line } from "../line.ts";

/** A line over a socket between two processes of this program: one JSON text per line. */
export function socketLine<Out, In>(socket: Socket): Line<Out, In> {
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
          const message: In = JSON.parse(line); // the other end is this program too, and nobody else can reach the socket
          onMessage(message);
        }
      });
      socket.once("close", onClosed);
    },
    close() {
      socket.end();
    },
  };
}
