import type { ChatTarget } from "../target/chat-target.ts";
import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "../wires/answer-part.ts";
import { fieldOf } from "../wires/field-of.ts";
import { ollamaParts } from "../wires/ollama-parts.ts";
import type { FimCall } from "./fim-call.ts";
import { serverRootOf } from "./server-root.ts";

/**
 * Ollama's generate: with a suffix, for which the server puts the model's marks in, or with a raw prompt that has them.
 *
 * @param rawPrompt - Absent: prefix and suffix are sent as they are.
 */
export function ollamaCompletion(
  { prefix, suffix, maxTokens, temperature, stop }: FimCall,
  target: ChatTarget,
  send: Send,
  rawPrompt?: string,
): AsyncIterable<AnswerPart> {
  // Without a suffix Ollama would take the prefix for a question.
  const texts =
    rawPrompt === undefined
      ? { prompt: prefix, suffix: suffix === "" ? "\n" : suffix }
      : { prompt: rawPrompt, raw: true };
  return ollamaParts(
    {
      host: serverRootOf(target.baseUrl),
      ask: (client) =>
        client.generate({
          model: target.model,
          ...texts,
          stream: true,
          options: {
            num_predict: maxTokens,
            stop: [...stop],
            ...(temperature === undefined ? {} : { temperature }),
          },
        }),
      textOf: (piece) => fieldOf(piece, "response"),
    },
    target,
    send,
  );
}
