import {
  type ChatAnswer,
  type ChatClient,
  type ChatOptions,
  type ChatRequest,
  sentBytesOf,
} from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import { capabilitiesOf } from "../target/model-capabilities.ts";
import type { ResolvedTarget } from "../target/resolve-target.ts";
import { chargeFor } from "../target/vendor.ts";
import type { Endpoint } from "../transport/endpoint.ts";
import { sendRequest } from "../transport/send-request.ts";
import { chatRequest } from "../wires/chat-request.ts";
import type { ReadAnswer } from "../wires/read-answer.ts";
import { streamAnswer } from "../wires/stream-answer.ts";
import type { ChatCall } from "../wires/wire-request.ts";
import { deliverDelta } from "./deliver-delta.ts";

/** What a client sends when a request leaves it undefined. */
export interface ChatDefaults {
  /** In tokens. */
  readonly maxTokens: number;
  /** The setting or flag that sets `maxTokens`, as error messages name it. */
  readonly maxTokensSetting: string;
  /** When undefined, the provider's own. */
  readonly temperature: number | undefined;
}

/** Creates the client that asks `target` through `endpoint` in the wire format of its provider. */
export function createWireClient(
  target: ResolvedTarget,
  endpoint: Endpoint,
  defaults: ChatDefaults,
): ChatClient {
  const { provider, model } = target;
  return {
    provider,
    model,
    async chat(request, options: ChatOptions = {}): Promise<ChatAnswer> {
      const { signal, keepText = true, onUnderWay } = options;
      const wireRequest = chatRequest(callOf(request, model, defaults), target);
      const answer = await sendRequest(endpoint, signal, ({ send, begin }) =>
        streamAnswer(wireRequest, endpoint, (sent) => send({ ...sent, onUnderWay }), {
          keepText,
          async onText(text) {
            begin();
            await deliverDelta(text, options);
            return undefined;
          },
        }),
      );
      assertWhole(answer, endpoint, defaults);
      const { text, bytes: recvBytes, tokens, costUsd, isReasoningCut } = answer;
      const sentBytes = sentBytesOf(request.messages);
      return {
        text,
        sentBytes,
        recvBytes,
        ...(tokens === undefined ? {} : { tokens }),
        ...chargeFor(target, costUsd),
        ...(isReasoningCut && { isReasoningCut }),
      };
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

/** @throws {ChatError} `incomplete` when the provider stopped the answer early, `unreadable` when there is no text. */
function assertWhole(
  { bytes, reason }: ReadAnswer,
  { target }: Endpoint,
  { maxTokensSetting }: ChatDefaults,
): void {
  if (reason === "length") {
    throw errorFor(target).cutShort(maxTokensSetting);
  }
  if (reason === "context") {
    throw errorFor(target).contextFull();
  }
  if (reason === "filter") {
    throw errorFor(target).filtered();
  }
  if (bytes === 0) {
    throw errorFor(target).empty();
  }
}
