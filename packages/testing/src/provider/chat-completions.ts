import type { ProviderFinish, ProviderRequest } from "./provider-exchange.ts";
import { eventOf, tokensOf, wantsUsage, type Wire } from "./wire.ts";

const FINISH_REASONS = { stop: "stop", length: "length", filter: "content_filter" } as const;

/**
 * OpenAI's chat completions, which Mistral's fill-in-the-middle answers with too: one event with the role, one per
 * delta, one with the finish reason, one with the usage when the request has `stream_options.include_usage`, and `[DONE]`.
 */
export const CHAT_COMPLETIONS: Wire = {
  contentType: "text/event-stream; charset=utf-8",
  streamsByDefault: false,
  deltaEvents: (request, deltas) => [
    eventOf(chunkOf(request, { role: "assistant", content: "", refusal: null }, null)),
    ...deltas.map((content) => eventOf(chunkOf(request, { content }, null))),
  ],
  endEvents: (request, deltas, finish) => [
    eventOf(chunkOf(request, {}, FINISH_REASONS[finish])),
    ...(wantsUsage(request)
      ? [eventOf({ ...chunkOf(request, {}, null), choices: [], usage: usageOf(request, deltas) })]
      : []),
    "data: [DONE]\n\n",
  ],
  errorEvents: (message) => [
    eventOf({ error: { message, type: "server_error", param: null, code: null } }),
  ],
  whole: (request, deltas, finish) => ({
    ...envelopeOf(request, "chat.completion"),
    choices: [choiceOf(deltas, finish)],
    usage: usageOf(request, deltas),
  }),
};

function choiceOf(deltas: readonly string[], finish: ProviderFinish): object {
  return {
    index: 0,
    message: { role: "assistant", content: deltas.join(""), refusal: null, annotations: [] },
    logprobs: null,
    finish_reason: FINISH_REASONS[finish],
  };
}

function chunkOf(request: ProviderRequest, delta: object, finishReason: string | null): object {
  return {
    ...envelopeOf(request, "chat.completion.chunk"),
    choices: [{ index: 0, delta, logprobs: null, finish_reason: finishReason }],
    ...(wantsUsage(request) ? { usage: null } : {}),
  };
}

function envelopeOf(request: ProviderRequest, object: string): object {
  return {
    id: "chatcmpl-simulated",
    object,
    created: 1_700_000_000,
    model: request.model,
    service_tier: "default",
    system_fingerprint: "fp_simulated",
  };
}

function usageOf(request: ProviderRequest, deltas: readonly string[]): object {
  const prompt = tokensOf(request.messages.map((message) => message.content).join(""));
  const completion = tokensOf(deltas.join(""));
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
