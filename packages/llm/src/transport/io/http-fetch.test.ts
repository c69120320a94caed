import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createTcpServer, type Server, type Socket } from "node:net";
import { text } from "node:stream/consumers";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { Agent } from "undici";
import { describe, it, onTestFinished, vi } from "vitest";

import type { Fetch } from "../request-watch.ts";
import { createHttpFetch } from "./http-fetch.ts";

/** So many megabytes fit into no buffer of the system. */
const PIECES = 64;

/** An object, because the library's types are not those of Node's `fetch`. */
const DISPATCHED: object = { dispatcher: new Agent() };

describe("createHttpFetch", () => {
  it("sends method, headers and body, and gives status, headers and body", async ({ expect }) => {
    let asked: Pick<IncomingMessage, "headers" | "method" | "url"> | undefined;
    const url = await serve(async (request, response) => {
      asked = request;
      response.writeHead(201, "Made", { "x-id": "7" }).end(`${await text(request)} back`);
    });

    const response = await plainFetch(`${url}/path?q`, {
      method: "POST",
      headers: { "Content-Type": "text/plain" },
      body: "é",
    });

    expect(asked).toMatchObject({
      method: "POST",
      url: "/path?q",
      headers: { "content-type": "text/plain", "content-length": "2" },
    });
    expect(response).toMatchObject({ ok: true, status: 201, statusText: "Made" });
    expect(response.headers.get("x-id")).toBe("7");
    await expect(response.text()).resolves.toBe("é back");
  });

  it("gives the body of a refusal", async ({ expect }) => {
    const url = await serve((_, response) => response.writeHead(404).end('{"error":"no"}'));

    const response = await plainFetch(url);

    expect(response.ok).toBe(false);
    await expect(response.json()).resolves.toEqual({ error: "no" });
  });

  it.for([
    { encoding: "gzip", pack: gzipSync },
    { encoding: "br", pack: brotliCompressSync },
  ])("reads what is packed with $encoding all the same", async ({ encoding, pack }, { expect }) => {
    const url = await serve((_, response) =>
      response.writeHead(200, { "content-encoding": encoding }).end(pack("unpacked")),
    );

    const response = await plainFetch(url);

    await expect(response.text()).resolves.toBe("unpacked");
  });

  it("hears of a packed body that breaks", async ({ expect }) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-encoding": "gzip", "content-length": 999 });
      response.write(gzipSync("half").subarray(0, 12), () => response.destroy());
    });

    const response = await plainFetch(url);

    await expect(response.text()).rejects.toThrow();
  });

  it("rejects with the system's code when nobody listens", async ({ expect }) => {
    await expect(plainFetch("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "ECONNREFUSED" });
  });

  it("gives up a connection that does not come to stand", async ({ expect }) => {
    const onConnection = vi.fn<(socket: Socket) => void>();
    const silent = createTcpServer(onConnection).listen(0, "127.0.0.1");
    onTestFinished(() => {
      onConnection.mock.calls.forEach(([socket]) => socket.destroy());
      silent.close();
    });
    await once(silent, "listening");
    const impatientFetch = createHttpFetch(() => Promise.reject(new Error()), 50);

    const answer = impatientFetch(`https://127.0.0.1:${portOf(silent)}/`);

    await expect(answer).rejects.toMatchObject({ code: "ETIMEDOUT" });
  });

  it("waits as long as it takes for the answer over a connection that stands", async ({
    expect,
  }) => {
    const url = await serve((_, response) => setTimeout(() => response.end("late"), 100));
    const impatientFetch = createHttpFetch(() => Promise.reject(new Error()), 50);

    const response = await impatientFetch(url);

    await expect(response.text()).resolves.toBe("late");
  });

  it("rejects with the system's code when a body breaks", async ({ expect }) => {
    const url = await serve((_, response) => {
      response.writeHead(200, { "content-length": 999 });
      response.write("half", () => response.destroy());
    });

    const response = await plainFetch(url);

    await expect(response.text()).rejects.toMatchObject({ code: "ECONNRESET" });
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

      const answer = plainFetch(url, { signal: abort.signal }).then((response) => response.text());
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

    const response = await plainFetch(url);
    await response.body?.cancel();

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

    const response = await plainFetch(url);
    let seen = -1;
    const isAtRest = (): boolean => seen === (seen = sent);
    await vi.waitFor(() => expect(isAtRest()).toBe(true), { interval: 100 });

    expect(sent).toBeLessThan(PIECES / 2);
    await expect(response.text()).resolves.toHaveLength(PIECES * piece.length);
  });

  it.for<{ why: string; input: (url: string) => Parameters<Fetch> }>([
    { why: "a dispatcher", input: (url) => [url, DISPATCHED] },
    { why: "a body that is no text", input: (url) => [url, { body: new Uint8Array(1) }] },
    { why: "headers that are no plain object", input: (url) => [url, { headers: [["a", "b"]] }] },
    { why: "a whole request", input: (url) => [new Request(url)] },
    { why: "an answer that points elsewhere", input: (url) => [`${url}/moved`] },
  ])("leaves $why to Node's fetch", async ({ input }, { expect }) => {
    const url = await serve((request, response) =>
      response.writeHead(request.url === "/moved" ? 307 : 200, { location: "/" }).end(),
    );
    const answer = new Response("from Node");
    const nodeFetch = vi.fn<Fetch>(() => Promise.resolve(answer));
    const [what, how] = input(url);

    await expect(createHttpFetch(nodeFetch)(what, how)).resolves.toBe(answer);

    expect(nodeFetch).toHaveBeenCalledExactlyOnceWith(what, how);
  });
});

/** Fails the test where Node's own is asked. */
const plainFetch = createHttpFetch(() => Promise.reject(new Error("Node's fetch was asked")));

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
