import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, connect, type Server, type Socket } from "node:net";

import { onTestFinished } from "vitest";

/** An HTTP proxy on loopback. */
export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** What it was asked for: `CONNECT HOST:PORT`, or the absolute form; oldest first. */
  readonly asked: readonly string[];
  /** The logins that came along. */
  readonly logins: readonly string[];
  /** Connections that are open now. */
  openConnections(): Promise<number>;
}

/** How a proxy treats a request: `pass` takes every host for this machine; a text is what it answers to all. */
export type ProxyBehavior = "pass" | "close" | "silent" | { readonly says: string };

/** Starts a proxy, which ends with the test. */
export async function startProxy(behavior: ProxyBehavior = "pass"): Promise<Proxy> {
  const asked: string[] = [];
  const logins: string[] = [];
  const server = createServer();

  function refuse(socket: Socket): boolean {
    if (behavior === "close") {
      socket.destroy();
    } else if (typeof behavior === "object") {
      socket.end(behavior.says);
    }
    return behavior !== "pass";
  }

  server.on("connect", ({ url = "", headers }, client: Socket) => {
    asked.push(`CONNECT ${url}`);
    logins.push(...[headers["proxy-authorization"] ?? []].flat());
    client.on("error", () => undefined);
    client.resume().once("end", () => client.end()); // Node leaves both to whoever takes a CONNECT
    if (refuse(client)) {
      return;
    }
    const upstream = connect(Number(url.split(":").at(-1)), "127.0.0.1", () => {
      client.write("HTTP/1.1 200 Connection Established\r\n\r\n");
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
  });
  server.on("request", ({ url = "", method, headers, socket }, response) => {
    asked.push(url);
    logins.push(...[headers["proxy-authorization"] ?? []].flat());
    if (refuse(socket)) {
      return;
    }
    response.end(`${method} by the proxy`);
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    asked,
    logins,
    openConnections: () => connectionsOf(server),
  };
}

/** Lets `server` listen on loopback until the test is over, whatever is connected to it then. */
export async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    const closed = once(server, "close");
    server.close();
    sockets.forEach((socket) => socket.destroy());
    await closed;
  });
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it listens on a port
  return (server.address() as AddressInfo).port;
}

async function connectionsOf(server: Server): Promise<number> {
  return await new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error ? reject(error) : resolve(count)));
  });
}
