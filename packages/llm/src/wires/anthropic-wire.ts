import { createAnthropic } from "@ai-sdk/anthropic";

import type { ChatTarget } from "../chat-target.ts";
import type { ChatWire } from "../chat-wire.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

/** Anthropic's messages over the AI SDK's provider package, by its language model specification (V3). */
export function anthropicWire(target: ChatTarget): ChatWire {
  const { model, baseUrl, key } = target;
  return async function* stream({ messages, maxTokens, temperature }, fetch) {
    const anthropic = createAnthropic({ baseURL: baseUrl, apiKey: key?.value ?? "", fetch });
    const { stream: parts } = await anthropic.messages(model).doStream({
      prompt: promptOf(messages),
      includeRawChunks: true,
      maxOutputTokens: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
    });
    yield* answerPartsOf(parts, target);
  };
}
