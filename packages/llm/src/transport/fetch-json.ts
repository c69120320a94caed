import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import { jsonOf } from "../wires/json-of.ts";
import type { HttpRequest, Send } from "./send.ts";
import { TransportError } from "./transport-error.ts";

/** OpenRouter's list of models has 400 kB; the limit is far above any real one. */
const MAX_JSON_BYTES = 16 * 1024 * 1024;

/** Sends `request` and parses the JSON answer. @throws {ChatError} (as a rejection) `unreadable` when it is not JSON; else what `send` rejects with. */
export async function fetchJson(
  send: Send,
  request: HttpRequest,
  target: ChatTarget,
): Promise<unknown> {
  const { body } = await send(request);
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > MAX_JSON_BYTES) {
      throw new TransportError({ type: "oversized", what: "a list", limitBytes: MAX_JSON_BYTES });
    }
    text += decoder.decode(piece, { stream: true });
  }
  text += decoder.decode();
  const value = jsonOf(text);
  if (value === undefined) {
    throw errorFor(target).notAnAnswer(text);
  }
  return value;
}

/** The headers of a request with the key of `target` and a JSON body. */
export function jsonHeadersOf({ key }: ChatTarget): Record<string, string> {
  return {
    "content-type": "application/json",
    ...(key === undefined ? {} : { authorization: `Bearer ${key.value}` }),
  };
}
