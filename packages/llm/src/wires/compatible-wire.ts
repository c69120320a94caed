import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

import type { ChatTarget } from "../chat-target.ts";
import type { ChatWire } from "../chat-wire.ts";
import { capabilitiesOf } from "../model-capabilities.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

/** The name under which the SDK takes options that it passes on as they are. */
const OPTIONS = "hexai";

/** What one kind of host is asked beside the rest. */
export interface CompatibleManner {
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the host is asked to end its stream with the tokens it counted: not all can. */
  readonly includeUsage?: boolean;
}

/**
 * Chat completions, as OpenAI and many other hosts speak them. The AI SDK's package for the others serves OpenAI too: it is a
 * sixth of the one for OpenAI alone, which takes a few milliseconds more to load, and it forgives what that does not:
 * missing fields, other roles, errors with a number as their code.
 */
export function compatibleWire(target: ChatTarget, manner: CompatibleManner = {}): ChatWire {
  const { model, baseUrl, key } = target;
  return async function* stream({ messages, maxTokens, temperature }, fetch) {
    const host = createOpenAICompatible({
      name: OPTIONS,
      baseURL: baseUrl,
      ...manner,
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
