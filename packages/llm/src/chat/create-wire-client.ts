import {
  type ChatAnswer,
  type ChatClient,
  type ChatOptions,
  type ChatRequest,
  sentBytesOf,
} from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import { capabilitiesOf } from "../target/model-capabilities.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import { sendRequest } from "../transport/send-request.ts";
import type { ChatCall, ChatWire } from "../wires/chat-wire.ts";
import { type ReadAnswer, readAnswer } from "../wires/read-answer.ts";
import { passOn } from "./pass-on.ts";

/** What a client sends when a request does not say. */
export interface ChatDefaults {
  /** In tokens. */
  readonly maxTokens: number;
  /** Absent: the provider's own. */
  readonly temperature: number | undefined;
}

/** The client that asks the target of `endpoint` over `wire`. */
export function createWireClient(
  endpoint: Endpoint,
  wire: ChatWire,
  defaults: ChatDefaults,
): ChatClient {
  const { target } = endpoint;
  const { provider, model } = target;
  return {
    provider,
    model,
    async chat(request, options: ChatOptions = {}): Promise<ChatAnswer> {
      const { signal, keepText = true } = options;
      const call = callOf(request, model, defaults);
      const answer = await sendRequest(endpoint, signal, ({ send, begin }) =>
        readAnswer(wire.ask(call, send), target, {
          keepText,
          onText(text) {
            begin();
            return passOn(text, options);
          },
        }),
      );
      assertWhole(answer, endpoint);
      const { text, bytes: recvBytes, tokens } = answer;
      const sentBytes = sentBytesOf(request.messages);
      return { text, sentBytes, recvBytes, ...(tokens === undefined ? {} : { tokens }) };
    },
  };
}

function callOf(request: ChatRequest, model: string, defaults: ChatDefaults): ChatCall {
  const { messages, maxTokens = defaults.maxTokens } = request;
  const temperature = request.temperature ?? defaults.temperature;
  return {
    messages,
    maxTokens,
    temperature: capabilitiesOf(model).temperature ? temperature : undefined,
  };
}

/** @throws {ChatError} `incomplete` when the provider stopped for want of room or held the rest back, `unreadable` for nothing. */
function assertWhole({ bytes, reason }: ReadAnswer, { target }: Endpoint): void {
  if (reason === "length") {
    throw errorFor(target).cutShort();
  }
  if (reason === "filter") {
    throw errorFor(target).filtered();
  }
  if (bytes === 0) {
    throw errorFor(target).empty();
  }
}
