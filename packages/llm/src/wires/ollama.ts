import type { ChatTarget } from "../target/chat-target.ts";
import { contentText } from "./content-text.ts";
import type { ReadEvent } from "./event-content.ts";
import { fieldOf, isTrueIn } from "./field-of.ts";
import { ollamaUsage } from "./token-usage.ts";
import type { ChatCall, WireRequest } from "./wire-request.ts";

/** Ollama's native chat: https://github.com/ollama/ollama/blob/main/docs/api.md */
export function ollamaChatRequest(
  { messages, maxTokens, temperature }: ChatCall,
  { model, baseUrl, key }: ChatTarget,
): WireRequest {
  return {
    url: `${baseUrl}/api/chat`,
    headers: { ...(key && { authorization: `Bearer ${key.value}` }) },
    bodyWithout: () => ({
      model,
      messages: messages.map(({ role, text }) => ({ role, content: text })),
      stream: true,
      options: { num_predict: maxTokens, temperature },
    }),
    createReader: () => readOllamaLine,
  };
}

/** Reads a line of a chat or of a generated text. The last one says `done`. */
export const readOllamaLine: ReadEvent = (value) => {
  const content = contentText(
    fieldOf(fieldOf(value, "message"), "content") ?? fieldOf(value, "response"),
  );
  return isTrueIn(value, "done")
    ? {
        ...content,
        usage: ollamaUsage(value),
        finish: fieldOf(value, "done_reason") === "length" ? "length" : "stop",
        isEnd: true,
      }
    : content;
};
