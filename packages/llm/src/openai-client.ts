import { createOpenAI } from "@ai-sdk/openai";
import {
  AISDKError,
  type LanguageModelV3CallOptions,
  type LanguageModelV3FinishReason,
  type LanguageModelV3Prompt,
  type LanguageModelV3StreamPart,
} from "@ai-sdk/provider";
import {
  type ChatAnswer,
  type ChatClient,
  type ChatMessage,
  type ChatOptions,
  type ChatRequest,
  sentBytesOf,
  utf8BytesOf,
} from "@hexai/chat";

import { type ChatTarget, chatErrorOf } from "./chat-target.ts";
import { failureOf, streamErrorOf, unreadable } from "./failure-of.ts";
import { capabilitiesOf } from "./model-capabilities.ts";
import { createPairKeeper } from "./pair-keeper.ts";
import { type Fetch, watchRequest } from "./request-watch.ts";

/** What a client sends when a request does not say. */
export interface OpenAiDefaults {
  /** In tokens. */
  readonly maxTokens: number;
  /** Absent: the provider's own. */
  readonly temperature: number | undefined;
  /** Longest silence in seconds. 0: no limit of ours; Node's fetch gives up after 300 s. */
  readonly idleSeconds: number;
}

/**
 * Chat completions over the AI SDK's provider package, by its language model specification (V3):
 * the layer above it would add retries and start-up time. Always streams.
 */
export function createOpenAiClient(
  target: ChatTarget,
  fetch: Fetch,
  defaults: OpenAiDefaults,
): ChatClient {
  const { provider, model, baseUrl, key } = target;
  return {
    provider,
    model,
    async chat(request, options = {}) {
      const watch = watchRequest(fetch, defaults.idleSeconds * 1000);
      const ended = new AbortController();
      const openai = createOpenAI({ baseURL: baseUrl, apiKey: key.value, fetch: watch.fetch });
      const signals = [ended.signal, watch.silence, ...(options.signal ? [options.signal] : [])];
      let begun = false;
      try {
        const { stream } = await openai.chat(model).doStream({
          ...callOptionsOf(request, model, defaults),
          abortSignal: AbortSignal.any(signals),
        });
        return await readAnswer(stream, target, request, {
          onDelta(delta) {
            begun = true;
            options.onDelta?.(delta);
          },
        });
      } catch (error) {
        const failure = failureOf(error, target, {
          aborted: options.signal?.aborted ?? false,
          silentSeconds: watch.silence.aborted ? defaults.idleSeconds : undefined,
          brokenBy: watch.brokenBy(),
          begun,
        });
        throw failure ?? error;
      } finally {
        watch.stop();
        ended.abort(); // closes the connection when the answer was not read to its end
      }
    },
  };
}

async function readAnswer(
  stream: ReadableStream<LanguageModelV3StreamPart>,
  target: ChatTarget,
  { messages }: ChatRequest,
  { onDelta }: Required<Pick<ChatOptions, "onDelta">>,
): Promise<ChatAnswer> {
  const pairs = createPairKeeper();
  let text = "";
  let chunks = 0;
  const add = (piece: string): void => {
    if (piece !== "") {
      text += piece;
      onDelta(piece);
    }
  };
  for await (const part of stream) {
    if (part.type === "raw") {
      chunks += 1;
    } else if (part.type === "error") {
      throw AISDKError.isInstance(part.error) ? part.error : streamErrorOf(part.error, target);
    } else if (part.type === "text-delta") {
      add(pairs.push(part.delta));
    } else if (part.type === "finish" && chunks > 0) {
      assertWhole(part.finishReason, target);
    }
  }
  add(pairs.end());
  if (text === "") {
    throw unreadable(target);
  }
  return { text, sentBytes: sentBytesOf(messages), recvBytes: utf8BytesOf(text) };
}

/** @throws {ChatError} `incomplete` when the provider did not say why it stopped, or stopped for want of room. */
function assertWhole({ raw }: LanguageModelV3FinishReason, target: ChatTarget): void {
  if (raw === undefined) {
    throw chatErrorOf(target, "incomplete", "broke off in the middle; ask again");
  }
  if (raw === "length") {
    const predicate = "reached the longest answer allowed; raise general.max_tokens";
    throw chatErrorOf(target, "incomplete", predicate);
  }
  if (raw === "content_filter") {
    throw chatErrorOf(target, "incomplete", "was stopped by the provider's content filter");
  }
}

function callOptionsOf(
  request: ChatRequest,
  model: string,
  defaults: OpenAiDefaults,
): LanguageModelV3CallOptions {
  const capabilities = capabilitiesOf(model);
  const temperature = request.temperature ?? defaults.temperature;
  return {
    prompt: promptOf(request.messages),
    includeRawChunks: true, // tells an answer without parts from one that is not an event stream at all
    maxOutputTokens: request.maxTokens ?? defaults.maxTokens,
    ...(capabilities.temperature && temperature !== undefined ? { temperature } : {}),
    providerOptions: { openai: { forceReasoning: capabilities.completionTokens } },
  };
}

function promptOf(messages: readonly ChatMessage[]): LanguageModelV3Prompt {
  return messages.map(({ role, text }) =>
    role === "system"
      ? { role, content: text }
      : { role, content: [{ type: "text" as const, text }] },
  );
}
