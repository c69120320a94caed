import {
  AISDKError,
  InvalidResponseDataError,
  type LanguageModelV3FinishReason,
  type LanguageModelV3Prompt,
  type LanguageModelV3StreamPart,
} from "@ai-sdk/provider";
import type { ChatMessage } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import type { AnswerPart, EndReason } from "./answer-part.ts";
import { tokensOf } from "./tokens-of.ts";

/**
 * What an AI SDK model streams, as the parts of an answer. The model must have been asked for raw chunks: they tell an
 * answer without text from a response that is no event stream at all.
 *
 * @yields Texts, and the end or the provider's error.
 * @throws The SDK's error for a piece that it cannot read, and a `ChatError` when there was nothing to read.
 */
export async function* answerPartsOf(
  stream: ReadableStream<LanguageModelV3StreamPart>,
  target: ChatTarget,
): AsyncGenerator<AnswerPart> {
  let chunks = 0;
  for await (const part of stream) {
    if (part.type === "raw") {
      chunks += 1;
    } else if (part.type === "text-delta") {
      yield { type: "text", text: part.delta };
    } else if (part.type === "error") {
      const { error } = part;
      if (InvalidResponseDataError.isInstance(error)) {
        continue; // the SDK misses the end of the answer; so will whoever reads these parts
      }
      if (AISDKError.isInstance(error)) {
        throw error;
      }
      yield { type: "error", error };
    } else if (part.type === "finish" && part.finishReason.raw !== undefined) {
      const reason = END_REASONS[part.finishReason.unified];
      const { inputTokens, outputTokens } = part.usage;
      yield { type: "end", reason, ...tokensOf(inputTokens.total, outputTokens.total) };
    }
  }
  if (chunks === 0) {
    throw errorFor(target).unreadable();
  }
}

/** Messages as the AI SDK wants them. */
export function promptOf(messages: readonly ChatMessage[]): LanguageModelV3Prompt {
  return messages.map(({ role, text }) =>
    role === "system"
      ? { role, content: text }
      : { role, content: [{ type: "text" as const, text }] },
  );
}

const END_REASONS: Readonly<Record<LanguageModelV3FinishReason["unified"], EndReason>> = {
  stop: "stop",
  length: "length",
  "content-filter": "filter",
  "tool-calls": "stop",
  error: "stop",
  other: "stop",
};
