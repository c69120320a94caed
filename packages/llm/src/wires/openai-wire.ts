import { createOpenAI } from "@ai-sdk/openai";

import type { ChatTarget } from "../chat-target.ts";
import type { ChatWire } from "../chat-wire.ts";
import { capabilitiesOf } from "../model-capabilities.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

/**
 * OpenAI's chat completions over the AI SDK's provider package, by its language model specification (V3): the layer
 * above it would add retries and start-up time.
 */
export function openAiWire(target: ChatTarget): ChatWire {
  const { model, baseUrl, key } = target;
  return async function* stream({ messages, maxTokens, temperature }, fetch) {
    const openai = createOpenAI({ baseURL: baseUrl, apiKey: key?.value ?? "", fetch });
    const { stream: parts } = await openai.chat(model).doStream({
      prompt: promptOf(messages),
      includeRawChunks: true,
      maxOutputTokens: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
      providerOptions: { openai: { forceReasoning: capabilitiesOf(model).completionTokens } },
    });
    yield* answerPartsOf(parts, target);
  };
}
