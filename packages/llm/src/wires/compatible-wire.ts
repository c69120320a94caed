import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

import type { ChatTarget } from "../chat-target.ts";
import type { ChatWire } from "../chat-wire.ts";
import { capabilitiesOf } from "../model-capabilities.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

/** The name under which the SDK takes options that it passes on as they are. */
const OPTIONS = "hexai";

/**
 * Chat completions as other hosts speak them, OpenRouter among them. The AI SDK has a package of its own for it, which
 * forgives what its package for OpenAI does not: missing fields, other roles, errors with a number as their code.
 *
 * @param headers - Sent with every request.
 */
export function compatibleWire(
  target: ChatTarget,
  headers: Readonly<Record<string, string>> = {},
): ChatWire {
  const { model, baseUrl, key } = target;
  return async function* stream({ messages, maxTokens, temperature }, fetch) {
    const host = createOpenAICompatible({
      name: OPTIONS,
      baseURL: baseUrl,
      headers,
      fetch,
      ...(key === undefined ? {} : { apiKey: key.value }),
    });
    const { stream: parts } = await host.chatModel(model).doStream({
      prompt: promptOf(messages),
      includeRawChunks: true,
      ...(temperature === undefined ? {} : { temperature }),
      ...(capabilitiesOf(model).completionTokens
        ? { providerOptions: { [OPTIONS]: { max_completion_tokens: maxTokens } } }
        : { maxOutputTokens: maxTokens }),
    });
    yield* answerPartsOf(parts, target);
  };
}
