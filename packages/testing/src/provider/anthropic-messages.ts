import type { ProviderFinish, ProviderRequest } from "./provider-exchange.ts";
import { eventOf, tokensOf, type Wire } from "./wire.ts";

const STOP_REASONS = { stop: "end_turn", length: "max_tokens", filter: "refusal" } as const;

/** Anthropic's messages: named events from `message_start` over one text block to `message_stop`, with a ping in between. */
export const ANTHROPIC_MESSAGES: Wire = {
  contentType: "text/event-stream; charset=utf-8",
  streamsByDefault: false,
  deltaEvents: (request, deltas) => [
    named({ type: "message_start", message: messageOf(request, [], null) }),
    named({ type: "content_block_start", index: 0, content_block: { type: "text", text: "" } }),
    named({ type: "ping" }),
    ...deltas.map((text) =>
      named({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text } }),
    ),
  ],
  endEvents: (_request, deltas, finish) => [
    named({ type: "content_block_stop", index: 0 }),
    named({
      type: "message_delta",
      delta: { stop_reason: STOP_REASONS[finish], stop_sequence: null },
      usage: { output_tokens: tokensOf(deltas.join("")) },
    }),
    named({ type: "message_stop" }),
  ],
  errorEvents: (message) => [named({ type: "error", error: { type: "api_error", message } })],
  whole: (request, deltas, finish) => messageOf(request, deltas, finish),
};

function named(data: { readonly type: string; readonly [key: string]: unknown }): string {
  return eventOf(data, data.type);
}

function messageOf(
  request: ProviderRequest,
  deltas: readonly string[],
  finish: ProviderFinish | null,
): object {
  return {
    id: "msg_simulated",
    type: "message",
    role: "assistant",
    model: request.model,
    content: finish === null ? [] : [{ type: "text", text: deltas.join("") }],
    stop_reason: finish === null ? null : STOP_REASONS[finish],
    stop_sequence: null,
    usage: {
      input_tokens: tokensOf(request.messages.map((message) => message.content).join("")),
      output_tokens: tokensOf(deltas.join("")),
    },
  };
}
