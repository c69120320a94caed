import { connect, type Socket } from "node:net";

/** The other end of the program's line, or `undefined` when the program is gone. */
export function connectToProgram(address: string): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once("connect", () => resolve(socket));
    socket.once("error", () => resolve(undefined));
  });
}
