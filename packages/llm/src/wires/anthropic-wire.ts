import { createAnthropic } from "@ai-sdk/anthropic";

import type { ChatTarget } from "../target/chat-target.ts";
import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "./answer-part.ts";
import type { ChatCall, ChatWire } from "./chat-wire.ts";
import { fetchOver } from "./sdk-fetch.ts";
import { answerPartsOf, promptOf } from "./sdk-parts.ts";

const SAMPLE = `data: {"type":"message_start","message":{"usage":{"input_tokens":1}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}

data: {"type":"content_block_stop","index":0}

data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":1}}

data: {"type":"message_stop"}

`;

/** Anthropic's messages over the AI SDK's provider package, by its language model specification (V3). */
export function anthropicWire(target: ChatTarget): ChatWire {
  const { model, baseUrl, key } = target;
  return { ask, sample: SAMPLE };

  async function* ask(
    { messages, maxTokens, temperature }: ChatCall,
    send: Send,
  ): AsyncGenerator<AnswerPart> {
    const anthropic = createAnthropic({
      baseURL: baseUrl,
      apiKey: key?.value ?? "",
      fetch: fetchOver(send),
    });
    const { stream } = await anthropic.messages(model).doStream({
      prompt: promptOf(messages),
      includeRawChunks: true,
      maxOutputTokens: maxTokens,
      ...(temperature === undefined ? {} : { temperature }),
    });
    yield* answerPartsOf(stream, target);
  }
}
