import { type ChatMessage, partsOf, textOf } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { contentText } from "./content-text.ts";
import type { ReadEvent } from "./event-content.ts";
import { fieldOf, isTrueIn } from "./field-of.ts";
import { ollamaUsage } from "./token-usage.ts";
import type { ChatCall, WireRequest } from "./wire-request.ts";

/** Ollama's native chat: https://github.com/ollama/ollama/blob/main/docs/api.md */
export function ollamaChatRequest(
  { messages, maxTokens, temperature }: ChatCall,
  { model, baseUrl, key, options }: ChatTarget,
): WireRequest {
  return {
    url: `${baseUrl}/api/chat`,
    headers: { ...(key && { authorization: `Bearer ${key.value}` }) },
    bodyWithout: () => ({
      model,
      messages: messages.map(ollamaMessage),
      stream: true,
      options: { ...options, num_predict: maxTokens, temperature },
    }),
    createReader: () => readOllamaLine,
  };
}

/** Ollama has the pictures of a message beside its text, as bare base64. */
function ollamaMessage({ role, content }: ChatMessage): object {
  const images = partsOf(content).flatMap((part) =>
    part.type === "image" ? [Buffer.from(part.bytes).toString("base64")] : [],
  );
  return { role, content: textOf(content), ...(images.length > 0 && { images }) };
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
