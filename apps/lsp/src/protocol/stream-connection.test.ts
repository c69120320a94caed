import { PassThrough } from "node:stream";

import { describe, it, vi } from "vitest";

import { connectedPair } from "../testing/connected-pair.ts";
import { createStreamConnection } from "./stream-connection.ts";

const INITIALIZE = { processId: null, rootUri: null, capabilities: {} };

describe("createStreamConnection", () => {
  it("takes the input's end for an exit without shutdown", async ({ expect }) => {
    const { server, input, exitCodes } = connectedPair();
    server.listen();

    input.end();

    await vi.waitFor(() => expect(exitCodes).toEqual([1]));
  });

  it("handles what came before the input's end", async ({ expect }) => {
    const { server, input, exitCodes } = connectedPair();
    server.listen();

    input.write(framed({ id: 1, method: "initialize", params: INITIALIZE }));
    input.write(framed({ id: 2, method: "shutdown" }));
    input.end(framed({ method: "exit" }));

    await vi.waitFor(() => expect(exitCodes[0]).toBe(0));
  });

  it("takes the output's end for an end of the client", async ({ expect }) => {
    const exitCodes: number[] = [];
    const closed = new PassThrough();
    const { connection } = createStreamConnection(new PassThrough(), closed, {
      shutdownReceived: false,
      initialize: () => undefined,
      exit: (code) => exitCodes.push(code),
    });
    connection.listen();

    closed.destroy(new Error("EPIPE"));

    await vi.waitFor(() => expect(exitCodes).toEqual([1]));
  });

  it("knows when the output has taken everything", async ({ expect }) => {
    const taken: string[] = [];
    const slow = new PassThrough({ readableHighWaterMark: 1, writableHighWaterMark: 1 });
    const { connection, written } = createStreamConnection(new PassThrough(), slow, {
      shutdownReceived: false,
      initialize: () => undefined,
      exit: () => undefined,
    });
    connection.listen();
    void connection.sendNotification("test/note", "x".repeat(1000));
    const isWritten = written().then(() => taken.join(""));

    slow.on("data", (chunk: Buffer) => taken.push(chunk.toString()));

    await expect(isWritten).resolves.toContain("x".repeat(1000));
  });

  it("ends with 0 when the input ends between shutdown and exit", async ({ expect }) => {
    const { server, client, input, exitCodes } = connectedPair();
    server.listen();
    await client.sendRequest("initialize", INITIALIZE);
    await client.sendRequest("shutdown");

    input.end();

    await vi.waitFor(() => expect(exitCodes).toEqual([0]));
  });
});

function framed(message: object): string {
  const body = JSON.stringify({ jsonrpc: "2.0", ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
