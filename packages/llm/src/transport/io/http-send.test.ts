import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";

import { describe, it, onTestFinished, vi } from "vitest";

import { textOf } from "../../testing/response-with.ts";
import { listen } from "../../testing/start-proxy.ts";
import type { HttpRequest } from "../send.ts";
import { createHttpSend } from "./http-send.ts";

/** So many megabytes fit into no buffer of the system. */
const PIECES = 64;

describe("createHttpSend", () => {
  it("sends method, headers and body, and gives status, headers and body", async ({ expect }) => {
    let asked: Pick<IncomingMessage, "headers" | "method" | "url"> | undefined;
    const url = await serve(async (request, response) => {
      asked = request;
      response.writeHead(201, "Made", { "x-id": "7" }).end(`${await text(request)} back`);
    });

    const response = await send({
      method: "POST",
      url: `${url}/path?q`,
      headers: { "Content-Type": "text/plain" },
      body: "é",
    });

    expect(asked).toMatchObject({
      method: "POST",
      url: "/path?q",
      headers: { "content-type": "text/plain", "content-length": "2" },
    });
    expect(response).toMatchObject({ status: 201, statusText: "Made" });
    expect(response.headers["x-id"]).toBe("7");
    await expect(textOf(response)).resolves.toBe("é back");
  });

  it("says that a request is under way when all of it was sent", async ({ expect }) => {
    const events: string[] = [];
    const url = await serve(async (request, response) => {
      events.push(`received ${(await text(request)).length}`);
      response.end();
    });

    const sending = send({
      method: "POST",
      url,
      headers: {},
      body: "x".repeat(30),
      onUnderWay: () => events.push("under way"),
    });
    await Promise.resolve();
    events.push("asked");
    await sending;

    expect(events).toEqual(["asked", "under way", "received 30"]);
  });

  it("gives the body of a refusal", async ({ expect }) => {
    const url = await serve((_, response) => response.writeHead(404).end('{"error":"no"}'));

    const response = await send(get(url));

    expect(response.status).toBe(404);
    await expect(textOf(response)).resolves.toBe('{"error":"no"}');
  });

  it.for([
    { encoding: "gzip", pack: gzipSync },
    { encoding: "br", pack: brotliCompressSync },
  ])("reads what is packed with $encoding all the same", async ({ encoding, pack }, { expect }) => {
    const url = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(pack("unpacked")),
    );

    const response = await send(get(url));

    await expect(textOf(response)).resolves.toBe("unpacked");
  });

  it("hears of a packed body that breaks", async ({ expect }) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": 999 });
      response.write(gzipSync("half").subarray(0, 12), () => response.destroy());
    });

    const response = await send(get(url));

    await expect(textOf(response)).rejects.toThrow();
  });

  it("rejects with the system's code when nobody listens", async ({ expect }) => {
    await expect(send(get("http://127.0.0.1:1/"))).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("does not wait for the answer of a host that changes to another protocol", async ({
    expect,
  }) => {
    const port = await listen(
      createTcpServer((socket) =>
        socket.once("data", () =>
          socket.write("HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n"),
        ),
      ),
    );

    await expect(send(get(`http://127.0.0.1:${port}/`))).rejects.toMatchObject({
      code: "ECONNRESET",
    });
  });

  it("finds this machine under its name with a final dot", async ({ expect }) => {
    const url = await serve((_, response) => response.end("here"));

    const response = await send(get(url.replace("127.0.0.1", "LocalHost.")));

    await expect(textOf(response)).resolves.toBe("here");
  });

  it("gives up a connection that does not come to stand", async ({ expect }) => {
    const onConnection = vi.fn<(socket: Socket) => void>();
    const silent = createTcpServer(onConnection).listen(0, "127.0.0.1");
    onTestFinished(() => {
      onConnection.mock.calls.forEach(([socket]) => socket.destroy());
      silent.close();
    });
    await once(silent, "listening");

    const answer = send({
      ...get(`https://127.0.0.1:${portOf(silent)}/`),
      connectTimeoutMs: 50,
    });

    await expect(answer).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });

  it("waits as long as it takes for the answer over a connection that stands", async ({
    expect,
  }) => {
    const url = await serve((_, response) => setTimeout(() => response.end("late"), 100));

    const response = await send({ ...get(url), connectTimeoutMs: 50 });

    await expect(textOf(response)).resolves.toBe("late");
  });

  it("rejects with the system's code when a body breaks", async ({ expect }) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": 999 });
      response.write("half", () => response.destroy());
    });

    const response = await send(get(url));

    await expect(textOf(response)).rejects.toMatchObject({ code: "ECONNRESET" });
  });

  it.for(["before", "after"] as const)(
    "closes the connection when it is aborted $0 the head of the answer",
    async (when, { expect }) => {
      const onClose = vi.fn<() => void>();
      const onRequest = vi.fn<() => void>();
      const abort = new AbortController();
      const url = await serve((request, response) => {
        request.socket.once("close", onClose);
        onRequest();
        if (when === "after") {
          response.write("begun");
        }
      });

      const answer = send(get(url, abort.signal)).then(textOf);
      const ended = expect(answer).rejects.toMatchObject({ name: "AbortError" });
      await vi.waitFor(() => expect(onRequest).toHaveBeenCalled());
      abort.abort();

      await ended;
      await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
    },
  );

  it("closes the connection when the body is not wanted any more", async ({ expect }) => {
    const onClose = vi.fn<() => void>();
    const url = await serve((request, response) => {
      request.socket.once("close", onClose);
      response.write("begun");
    });

    const response = await send(get(url));
    for await (const _ of response.body) {
      break;
    }

    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  });

  it("keeps a connection whose body ends soon after nobody wants it any more", async ({
    expect,
  }) => {
    const ports = new Set<number | undefined>();
    let finished: Promise<unknown> | undefined;
    const url = await serve((request, response) => {
      ports.add(request.socket.remotePort);
      finished = once(response, "finish");
      response.write("begun");
      setTimeout(() => response.end("more"), 20);
    });

    for (let count = 0; count < 5; count += 1) {
      const abort = new AbortController();
      const { body } = await send(get(url, abort.signal));
      for await (const _ of body) {
        break;
      }
      abort.abort(); // as whoever asked does when it has its answer
      await finished;
      await turnsOfTheLoop(10); // so that the end is read
    }

    expect(ports.size).toBe(1);
  });

  it("closes a connection on which much more comes than is wanted", async ({ expect }) => {
    let sent = 0;
    const piece = Buffer.alloc(16 * 1024, "x");
    const onClose = vi.fn<() => void>();
    const url = await serve(async (request, response) => {
      request.socket.once("close", onClose);
      for (; !response.destroyed; sent += 1) {
        response.write(piece);
        await new Promise((resolve) => setImmediate(resolve));
      }
    });

    const { body } = await send(get(url));
    for await (const _ of body) {
      break;
    }

    await vi.waitFor(() => expect(onClose).toHaveBeenCalled());
  });

  it("holds the sender back while nobody reads", async ({ expect }) => {
    let sent = 0;
    const piece = Buffer.alloc(1024 * 1024, "x");
    const url = await serve(async (_, response) => {
      for (; sent < PIECES; sent += 1) {
        if (!response.write(piece)) {
          await once(response, "drain");
        }
      }
      response.end();
    });

    const response = await send(get(url));
    let seen = -1;
    const isAtRest = (): boolean => seen === (seen = sent);
    await vi.waitFor(() => expect(isAtRest()).toBe(true), { interval: 100 });

    expect(sent).toBeLessThan(PIECES / 2);
    await expect(textOf(response)).resolves.toHaveLength(PIECES * piece.length);
  });

  it("does not crash when it is aborted in the tick in which an answer ends", async ({
    expect,
  }) => {
    const url = await serve((_, response) => response.end("whole"));
    const onUncaught = vi.fn<(error: unknown) => void>();
    process.on("uncaughtException", onUncaught);
    onTestFinished(() => void process.off("uncaughtException", onUncaught));

    for (let turn = 0; turn < 20; turn += 1) {
      const abort = new AbortController();
      const { body } = await send(get(url, abort.signal));
      const pieces = body[Symbol.asyncIterator]();
      await pieces.next();
      const end = pieces.next();
      if (turn % 2 === 0) {
        await end;
      }
      abort.abort();
      await Promise.allSettled([end]);
    }
    await new Promise((resolve) => setImmediate(resolve));

    expect(onUncaught).not.toHaveBeenCalled();
    await expect(textOf(await send(get(url)))).resolves.toBe("whole");
  });

  it("sends a request again at once that was lost on a kept connection", async ({ expect }) => {
    const asked: number[] = [];
    const server = createServer((request, response) => {
      asked.push(request.socket.remotePort ?? 0);
      if (asked.length === 2) {
        request.socket.destroy(); // as if it had been closed while the request was on its way
      } else {
        response.end(`answer ${asked.length}`);
      }
    });
    const url = `http://127.0.0.1:${await listen(server)}`;

    await expect(textOf(await send(get(url)))).resolves.toBe("answer 1");
    await expect(textOf(await send(get(url)))).resolves.toBe("answer 3");

    expect(asked[0]).toBe(asked[1]);
  });

  it("does not send a request again that was lost on a new connection", async ({ expect }) => {
    let count = 0;
    const url = await serve((request) => {
      count += 1;
      request.socket.destroy();
    });

    await expect(createHttpSend()(get(url))).rejects.toMatchObject({ code: "ECONNRESET" });
    expect(count).toBe(1);
  });

  it.for([
    { encoding: "deflate", pack: deflateSync },
    { encoding: "deflate", pack: deflateRawSync },
    { encoding: "gzip, br", pack: (body: string) => brotliCompressSync(gzipSync(body)) },
    { encoding: "identity", pack: (body: string) => Buffer.from(body) },
  ])("undoes $encoding", async ({ encoding, pack }, { expect }) => {
    const url = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(pack("unpacked")),
    );

    await expect(textOf(await send(get(url)))).resolves.toBe("unpacked");
  });

  it("refuses what it cannot unpack", async ({ expect }) => {
    const url = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": "zstd" }).end("?"),
    );

    await expect(send(get(url))).rejects.toMatchObject({
      failure: { type: "undecodable", encoding: "zstd" },
    });
  });
});

const send = createHttpSend();

async function turnsOfTheLoop(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function get(url: string, signal?: AbortSignal): HttpRequest {
  return { method: "GET", url, headers: {}, signal };
}

async function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => unknown,
): Promise<string> {
  const server = createServer((request, response) => void listener(request, response));
  server.listen(0, "127.0.0.1");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, "listening");
  return `http://127.0.0.1:${portOf(server)}`;
}

function portOf(server: Pick<Server, "address">): number | undefined {
  const address = server.address();
  return typeof address === "object" ? address?.port : undefined;
}
