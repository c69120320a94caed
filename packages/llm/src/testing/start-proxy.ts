import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:net";

import { onTestFinished } from "vitest";

/** An HTTP proxy on loopback. */
export interface Proxy {
  readonly url: string;
  /** What it was asked to connect to, `HOST:PORT`, oldest first. */
  readonly targets: readonly string[];
}

/** Starts a proxy that takes every host for this machine. It ends with the test. */
export async function startProxy(): Promise<Proxy> {
  const targets: string[] = [];
  const server = createServer();
  server.on("connect", ({ url = "" }, client) => {
    targets.push(url);
    const upstream = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) {
      socket.on("error", () => {
        upstream.destroy();
        client.destroy();
      });
    }
    onClose.push(() => client.destroy());
  });
  const onClose: (() => void)[] = [];
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    for (const close of onClose) {
      close();
    }
    const closed = once(server, "close");
    server.close();
    server.closeAllConnections();
    await closed;
  });
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return { url: `http://127.0.0.1:${port}`, targets };
}
