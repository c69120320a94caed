import type { ChatTarget } from "../target/chat-target.ts";
import type { ChatWire } from "./chat-wire.ts";
import { fieldOf } from "./field-of.ts";
import { ollamaParts } from "./ollama-parts.ts";

const SAMPLE = `{"message":{"content":"x"},"done":false}
{"message":{"content":""},"done":true,"done_reason":"stop"}
`;

/** Ollama's native chat. */
export function ollamaWire(target: ChatTarget): ChatWire {
  const { model, baseUrl } = target;
  return {
    sample: SAMPLE,
    ask: ({ messages, maxTokens, temperature }, send) =>
      ollamaParts(
        {
          host: baseUrl,
          ask: (client) =>
            client.chat({
              model,
              messages: messages.map(({ role, text }) => ({ role, content: text })),
              stream: true,
              options: {
                num_predict: maxTokens,
                ...(temperature === undefined ? {} : { temperature }),
              },
            }),
          textOf: (piece) => fieldOf(fieldOf(piece, "message"), "content"),
        },
        target,
        send,
      ),
  };
}
