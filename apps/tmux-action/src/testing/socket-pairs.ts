import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A socket in a directory of its own, as between the program and its popup. */
export interface SocketPairs {
  /** The two ends of a new connection. */
  connect(): Promise<readonly [Socket, Socket]>;
  stop(): Promise<void>;
}

export async function startSocketPairs(): Promise<SocketPairs> {
  const directory = await mkdtemp(join(tmpdir(), "pairs-"));
  const address = join(directory, "socket");
  const server = createServer();
  server.listen(address);
  await once(server, "listening");
  return {
    async connect() {
      const one = connect(address);
      const [other]: Socket[] = await once(server, "connection");
      if (other === undefined) {
        throw new Error("no connection");
      }
      return [one, other];
    },
    async stop() {
      server.close();
      await rm(directory, { recursive: true });
    },
  };
}
