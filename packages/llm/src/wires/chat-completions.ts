import type { ImagePart, MessageContent, MessagePart } from "@hexai/chat";

import { isError } from "../errors/provider-error.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import { capabilitiesOf } from "../target/model-capabilities.ts";
import { contentText } from "./content-text.ts";
import type { EndReason, EventContent, ReadEvent } from "./event-content.ts";
import { fieldOf, wordIn } from "./field-of.ts";
import { chatCompletionUsage, openRouterCost } from "./token-usage.ts";
import type { ChatCall, WireRequest } from "./wire-request.ts";

/** Chat completions, as OpenAI and many other hosts speak them: https://platform.openai.com/docs/api-reference/chat-streaming */
export function chatCompletionsRequest(
  { messages, maxTokens, temperature }: ChatCall,
  { model, baseUrl, key, options }: ChatTarget,
  headers: Readonly<Record<string, string>> = {},
): WireRequest {
  const { completionTokens } = capabilitiesOf(model);
  return {
    url: `${baseUrl}/chat/completions`,
    headers: { ...(key && { authorization: `Bearer ${key.value}` }), ...headers },
    bodyWithout: (refused) => ({
      ...options,
      model,
      messages: messages.map(({ role, content }) => ({ role, content: contentOf(content) })),
      [completionTokens || refused.has("max_tokens") ? "max_completion_tokens" : "max_tokens"]:
        maxTokens,
      temperature,
      ...streamFields(refused),
    }),
    createReader: createChoiceReader,
  };
}

/** A plain text stays one: some hosts read nothing else. */
function contentOf(content: MessageContent): unknown {
  return typeof content === "string" ? content : content.map(contentPart);
}

function contentPart(part: MessagePart): object {
  return part.type === "text"
    ? { type: "text", text: part.text }
    : { type: "image_url", image_url: { url: dataUrlOf(part) } };
}

function dataUrlOf({ mediaType, bytes }: ImagePart): string {
  return `data:${mediaType};base64,${Buffer.from(bytes).toString("base64")}`;
}

/** Asks for a stream, and for token counts at its end: without the option most hosts do not tell any. */
export function streamFields(refused: ReadonlySet<string>): object {
  return {
    stream: true,
    ...(refused.has("stream_options") ? {} : { stream_options: { include_usage: true } }),
  };
}

/** Reads chunks with `choices`, those of chat completions as well as those of legacy completions, and whole answers. */
export function createChoiceReader(): ReadEvent {
  let hasDeltas = false;
  return (value) => {
    const choices = fieldOf(value, "choices");
    const all: readonly unknown[] = Array.isArray(choices) ? choices.filter(isObject) : [];
    const contents = all.map((choice) => ({
      ...choiceContent(choice, hasDeltas),
      ...endOf(choice),
    }));
    // Some gateways put the text behind an empty choice.
    const content = contents.find(({ text }) => Boolean(text)) ?? contents[0] ?? {};
    hasDeltas ||= !content.isWhole && Boolean(content.text);
    return { ...content, usage: chatCompletionUsage(value), costUsd: openRouterCost(value) };
  };
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

/** @param hasDeltas - Some hosts repeat the whole message behind its pieces. */
function choiceContent(choice: unknown, hasDeltas: boolean): EventContent {
  const delta = fieldOf(choice, "delta") ?? undefined;
  const message = fieldOf(choice, "message") ?? undefined;
  if (delta === undefined && message !== undefined) {
    return hasDeltas ? {} : { ...messageContent(message), isWhole: true };
  }
  const content = typeof delta === "string" ? { text: delta } : messageContent(delta);
  if (content.text || content.isUnreadable) {
    return content;
  }
  const text = contentText(fieldOf(choice, "text"));
  // Some hosts have an empty delta beside the whole message.
  return text.text || text.isUnreadable || message === undefined || hasDeltas
    ? { ...content, ...text }
    : messageContent(message);
}

function messageContent(message: unknown): EventContent {
  const content = contentText(fieldOf(message, "content"));
  const refusal = fieldOf(message, "refusal");
  return typeof refusal === "string" && refusal !== ""
    ? { ...content, text: (content.text ?? "") + refusal }
    : content;
}

function endOf(choice: unknown): EventContent {
  const error = fieldOf(choice, "error");
  if (isError({ error })) {
    return { error }; // OpenRouter's error of the provider behind it
  }
  const word = wordIn(choice, "finish_reason");
  if (word === undefined) {
    return {};
  }
  return FAILURES.includes(word)
    ? { error: `the provider ended the answer with "${word}"` }
    : { finish: END_REASONS.get(word) ?? "stop" };
}

/** Reasons that say that the answer is not whole: of OpenRouter, DeepSeek, Z.ai and vLLM. */
const FAILURES: readonly string[] = [
  "error",
  "insufficient_system_resource",
  "network_error",
  "abort",
];

const END_REASONS: ReadonlyMap<string, EndReason> = new Map([
  ["length", "length"],
  ["max_tokens", "length"],
  ["model_length", "context"], // Mistral
  ["model_context_window_exceeded", "context"], // Z.ai
  ["content_filter", "filter"],
  ["sensitive", "filter"], // Z.ai
  ["safety", "filter"],
]);
