import { EventSourceParserStream } from "eventsource-parser/stream";

import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import { jsonHeadersOf } from "../transport/fetch-json.ts";
import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "../wires/answer-part.ts";
import { fieldOf } from "../wires/field-of.ts";
import { jsonOf } from "../wires/json-of.ts";
import { streamOf } from "../wires/sdk-fetch.ts";

/** One streamed request that is answered in server-sent events. */
export interface EventRequest {
  readonly url: string;
  readonly body: object;
  /** The parts in the data of one event. */
  readonly partsOf: (data: unknown) => readonly AnswerPart[];
}

/**
 * The parts of a streamed completion.
 *
 * @yields Texts, and the end or the provider's error.
 * @throws {ChatError} While iterating, `unreadable` for data that is no JSON, or when there was none.
 */
export async function* eventParts(
  { url, body, partsOf }: EventRequest,
  target: ChatTarget,
  send: Send,
): AsyncGenerator<AnswerPart> {
  const response = await send({
    method: "POST",
    url,
    headers: jsonHeadersOf(target),
    body: JSON.stringify({ ...body, stream: true }),
  });
  const events = streamOf(response.body)
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream());
  let count = 0;
  for await (const { data } of events) {
    count += 1;
    if (data.trim() === "[DONE]") {
      continue; // to the end of the stream, or the connection would be lost
    }
    const value = jsonOf(data);
    if (value === undefined) {
      throw errorFor(target).unreadable();
    }
    const error = fieldOf(value, "error");
    yield* error === undefined ? partsOf(value) : [{ type: "error", error } as const];
  }
  if (count === 0) {
    throw errorFor(target).unreadable();
  }
}
