import type { IncomingHttpHeaders } from "node:http";

/** A request as the simulated provider got it. */
export interface ProviderRequest {
  readonly method: string;
  /** Path with the query, such as `/v1/chat/completions`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The parsed JSON body; empty for a GET. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Model and messages out of the body; empty where the body has none. */
  readonly model: string;
  readonly messages: readonly ProviderMessage[];
  /** Whether the client closed the connection before the end mark of the reply was sent. Changes while the reply goes out. */
  readonly closedEarly: boolean;
}

export interface ProviderMessage {
  readonly role: string;
  /** Text parts, when the content comes in parts, are joined. */
  readonly content: string;
}

/** Why a provider says that an answer ends. */
export type ProviderFinish = "stop" | "length" | "filter";

/**
 * What the simulated provider does with one request.
 *
 * - `answer`: the deltas, each after `delayMs` (0), then a proper end with this `finish` ("stop"). As one JSON
 *   object when the request does not ask for a stream. `chunkBytes` cuts the stream at such lengths, through lines and
 *   characters; without it, every event is a chunk of its own.
 * - `status`: an HTTP status with this body; an object is sent as JSON.
 * - `break-off`: the deltas, then the socket is destroyed: no end marker, no end of the body.
 * - `error`: the deltas, then the provider's own error in the stream.
 * - `hang`: the deltas when there are any, then silence until the client or `stop()` closes the
 *   connection. Without deltas not even the headers are sent.
 * - `reset`: the connection is reset before the answer.
 * - `raw`: these very bytes as a stream, one write per chunk, each after `delayMs` (0). A chunk is asked for when the system
 *   has taken the one before it. Behind the last one comes a proper end of the body ("close"), or the socket is destroyed
 *   ("break"), or nothing happens until the client or `stop()` closes the connection ("hold").
 */
export type ProviderReply =
  | {
      readonly type: "answer";
      readonly deltas: readonly string[];
      readonly delayMs?: number;
      readonly finish?: ProviderFinish;
      readonly chunkBytes?: number;
    }
  | {
      readonly type: "status";
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body: string | object;
    }
  | { readonly type: "break-off"; readonly deltas: readonly string[] }
  | { readonly type: "error"; readonly deltas: readonly string[]; readonly message: string }
  | { readonly type: "hang"; readonly deltas?: readonly string[] }
  | { readonly type: "reset" }
  | {
      readonly type: "raw";
      readonly chunks: Iterable<Uint8Array>;
      readonly delayMs?: number;
      readonly end?: "close" | "break" | "hold";
    };
