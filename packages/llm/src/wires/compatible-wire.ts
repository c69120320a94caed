import { createOpenAICompatible } from "@ai-sdk/openai-compatible";

import type { ChatTarget } from "../target/chat-target.ts";
import { capabilitiesOf } from "../target/model-capabilities.ts";
import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "./answer-part.ts";
import type { ChatCall, ChatWire } from "./chat-wire.ts";
import { fetchOver } from "./sdk-fetch.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

/** What the SDK calls the host in its own errors. */
const NAME = "hexai";

const SAMPLE = `data: {"choices":[{"delta":{"content":"x"}}]}

data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

data: [DONE]

`;

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
  // Named here rather than among the SDK's options: to check those it would load what checks answers before it asks.
  const lengthKey = capabilitiesOf(model).completionTokens ? "max_completion_tokens" : "max_tokens";
  return { ask, sample: SAMPLE };

  async function* ask(
    { messages, maxTokens, temperature }: ChatCall,
    send: Send,
  ): AsyncGenerator<AnswerPart> {
    const host = createOpenAICompatible({
      name: NAME,
      baseURL: baseUrl,
      ...manner,
      fetch: fetchOver(send),
      transformRequestBody: (body) => ({ ...body, [lengthKey]: maxTokens }),
      ...(key === undefined ? {} : { apiKey: key.value }),
    });
    const { stream } = await host.chatModel(model).doStream({
      prompt: promptOf(messages),
      includeRawChunks: true,
      ...(temperature === undefined ? {} : { temperature }),
    });
    yield* answerPartsOf(stream, target);
  }
}
