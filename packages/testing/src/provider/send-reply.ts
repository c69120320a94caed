import type { ServerResponse } from "node:http";
import { setImmediate as nextTurn, setTimeout as delay } from "node:timers/promises";

import type { ProviderReply, ProviderRequest } from "./provider-exchange.ts";
import type { Wire } from "./wire.ts";

/** What becomes of the connection that a reply goes out on. */
export interface Delivery {
  /** Aborted when the connection is gone. */
  readonly closed: AbortSignal;
  /** Called when the end mark of a streamed answer was written: a client may close the connection from then on. */
  readonly onAnswered: () => void;
}

/** Does to the client what `reply` says, in the words of `wire`. */
export async function sendReply(
  reply: ProviderReply,
  request: ProviderRequest,
  wire: Wire,
  outgoing: ServerResponse,
  { closed, onAnswered }: Delivery,
): Promise<void> {
  const stream = (
    pieces: Iterable<string | Uint8Array>,
    delayMs?: number,
    onWritten?: () => void,
  ): Promise<void> => sendStream(pieces, outgoing, { closed, delayMs, onWritten, wire });

  switch (reply.type) {
    case "answer": {
      const { deltas, finish = "stop", delayMs, chunkBytes } = reply;
      if (!(request.body["stream"] ?? wire.streamsByDefault)) {
        sendJson(outgoing, 200, wire.whole(request, deltas, finish));
        return;
      }
      const events = [
        ...wire.deltaEvents(request, deltas),
        ...wire.endEvents(request, deltas, finish),
      ];
      const pieces = chunkBytes === undefined ? events : cut(events.join(""), chunkBytes);
      let left = pieces.length;
      await stream(pieces, delayMs, () => {
        left -= 1;
        if (left === 0) {
          onAnswered();
        }
      });
      outgoing.end();
      return;
    }
    case "status": {
      const { status, headers = {}, body } = reply;
      if (typeof body === "string") {
        outgoing.writeHead(status, headers).end(body);
      } else {
        sendJson(outgoing, status, body, headers);
      }
      return;
    }
    case "break-off": {
      await stream(wire.deltaEvents(request, reply.deltas));
      outgoing.destroy();
      return;
    }
    case "error": {
      const { deltas, message } = reply;
      await stream([...wire.deltaEvents(request, deltas), ...wire.errorEvents(message)]);
      outgoing.end();
      return;
    }
    case "hang": {
      if (reply.deltas !== undefined) {
        await stream(wire.deltaEvents(request, reply.deltas));
      }
      return;
    }
    case "reset": {
      outgoing.socket?.resetAndDestroy();
      return;
    }
    case "raw": {
      await stream(reply.chunks, reply.delayMs);
      if (reply.end === "break") {
        outgoing.destroy();
      } else if (reply.end !== "hold") {
        outgoing.end();
      }
    }
  }
}

/** Sends one JSON object. */
export function sendJson(
  outgoing: ServerResponse,
  status: number,
  body: object,
  headers: Readonly<Record<string, string>> = {},
): void {
  outgoing.writeHead(status, { "content-type": "application/json", ...headers });
  outgoing.end(JSON.stringify(body));
}

interface StreamOptions {
  readonly closed: AbortSignal;
  readonly delayMs: number | undefined;
  /** Called when a piece was written. */
  readonly onWritten: (() => void) | undefined;
  readonly wire: Wire;
}

/** Writes every piece as an HTTP chunk of its own, so that the client gets it on its own. */
async function sendStream(
  pieces: Iterable<string | Uint8Array>,
  outgoing: ServerResponse,
  { closed, delayMs = 0, onWritten, wire }: StreamOptions,
): Promise<void> {
  outgoing.writeHead(200, { "content-type": wire.contentType });
  outgoing.flushHeaders();
  for (const piece of pieces) {
    if (delayMs > 0) {
      // Ends early when the client has gone.
      await delay(delayMs, undefined, { signal: closed }).catch(() => undefined);
    }
    if (closed.aborted) {
      return;
    }
    await new Promise<void>((resolve) => {
      outgoing.write(piece, (error) => {
        if (!error) {
          onWritten?.();
        }
        resolve();
      });
    });
    await nextTurn(); // a client in this process reads it before the next one comes
  }
}

function cut(text: string, size: number): Uint8Array[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}
