import { type MessageContent, type MessagePart, partsOf } from "@hexai/chat";

import type { ChatTarget } from "../target/chat-target.ts";
import { contentText } from "./content-text.ts";
import type { EndReason, EventContent, ReadEvent } from "./event-content.ts";
import { fieldOf, wordIn } from "./field-of.ts";
import { createMessagesUsage } from "./token-usage.ts";
import type { ChatCall, WireRequest } from "./wire-request.ts";

/** Anthropic's messages: https://docs.anthropic.com/en/docs/build-with-claude/streaming */
export function messagesRequest(
  { messages, maxTokens, temperature }: ChatCall,
  { model, baseUrl, key, options }: ChatTarget,
): WireRequest {
  const system = messages
    .filter(({ role }) => role === "system")
    .flatMap(({ content }) => contentBlocks(content));
  const others = messages.filter(({ role }) => role !== "system");
  const isFurtherTurn = others.some(({ role }) => role === "assistant");
  return {
    url: `${baseUrl}/messages`,
    headers: { "x-api-key": key?.value ?? "", "anthropic-version": "2023-06-01" },
    bodyWithout: () => ({
      ...options,
      model,
      ...(system.length > 0 && { system }),
      messages: others.map(({ role, content }, index) => ({
        role,
        content:
          isFurtherTurn && index === others.length - 1
            ? withCacheMark(contentBlocks(content))
            : contentBlocks(content),
      })),
      max_tokens: maxTokens,
      temperature,
      stream: true,
    }),
    createReader: createMessagesReader,
  };
}

/**
 * Has everything up to the last block written to the provider's cache and read from there in the next turn. A plain question is
 * never marked, because what is written costs a quarter more, and nothing may follow.
 * https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching
 */
function withCacheMark(blocks: readonly object[]): readonly object[] {
  return blocks.map((block, index) =>
    index === blocks.length - 1 ? { ...block, cache_control: { type: "ephemeral" } } : block,
  );
}

function contentBlocks(content: MessageContent): readonly object[] {
  return partsOf(content).map(contentBlock);
}

function contentBlock(part: MessagePart): object {
  if (part.type === "text") {
    return { type: "text", text: part.text };
  }
  const { mediaType, bytes } = part;
  const data = Buffer.from(bytes).toString("base64");
  return { type: "image", source: { type: "base64", media_type: mediaType, data } };
}

/** Reads the events of a stream, and a whole message from a host that does not stream. */
function createMessagesReader(): ReadEvent {
  const usage = createMessagesUsage();
  return (value, name) => {
    switch (typeOf(value, name)) {
      case "message_start": {
        const message = fieldOf(value, "message");
        return {
          ...contentText(fieldOf(message, "content")),
          usage: usage.add(fieldOf(message, "usage")),
        };
      }
      case "content_block_start": {
        return blockText(fieldOf(value, "content_block"));
      }
      case "content_block_delta": {
        return blockText(fieldOf(value, "delta"));
      }
      case "message_delta": {
        return { ...endOf(fieldOf(value, "delta")), usage: usage.add(fieldOf(value, "usage")) };
      }
      case "message_stop": {
        return { isEnd: true };
      }
      case "message": {
        return {
          ...contentText(fieldOf(value, "content")),
          ...endOf(value),
          usage: usage.add(fieldOf(value, "usage")),
          isWhole: true,
        };
      }
      default: {
        return {};
      }
    }
  };
}

/** The type of an event, which the name of the event says too, as a rule. A whole message is known by its content. */
function typeOf(value: unknown, name: string | undefined): string {
  const type = fieldOf(value, "type");
  if (typeof type === "string") {
    return type;
  }
  return name ?? (fieldOf(value, "content") === undefined ? "" : "message");
}

/** The text in a block or in a piece of one, which may be empty, as at the start of a block. */
function blockText(block: unknown): EventContent {
  const hasText = typeof block === "string" || (fieldOf(block, "text") ?? undefined) !== undefined;
  return hasText ? contentText([block]) : {};
}

function endOf(value: unknown): EventContent {
  const word = wordIn(value, "stop_reason");
  return word === undefined ? {} : { finish: END_REASONS.get(word) ?? "stop" };
}

const END_REASONS: ReadonlyMap<string, EndReason> = new Map([
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "context"],
  ["refusal", "filter"],
]);
