import type { ProviderRequest } from "./provider-exchange.ts";

/**
 * The server-sent events of one streamed answer, as OpenAI's chat completions send them:
 * one with the role, one per delta, one with the finish reason, one with the usage when the request
 * has `stream_options.include_usage`, and `[DONE]`.
 */
export function answerEventsOf(request: ProviderRequest, deltas: readonly string[]): string[] {
  return [
    ...deltaEventsOf(request, deltas),
    eventOf(chunkOf(request, {}, "stop")),
    ...(wantsUsage(request)
      ? [eventOf({ ...chunkOf(request, {}, null), choices: [], usage: usageOf(request, deltas) })]
      : []),
    "data: [DONE]\n\n",
  ];
}

/** The events of an answer that has not come to its end. */
export function deltaEventsOf(request: ProviderRequest, deltas: readonly string[]): string[] {
  return [
    eventOf(chunkOf(request, { role: "assistant", content: "", refusal: null }, null)),
    ...deltas.map((content) => eventOf(chunkOf(request, { content }, null))),
  ];
}

/** The whole answer to a request that does not ask for a stream. */
export function completionOf(request: ProviderRequest, deltas: readonly string[]): object {
  return {
    ...envelopeOf(request, "chat.completion"),
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: deltas.join(""), refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: usageOf(request, deltas),
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

function eventOf(data: object): string {
  return `data: ${JSON.stringify(data)}\n\n`;
}

function wantsUsage({ body }: ProviderRequest): boolean {
  const options = body["stream_options"];
  return (
    typeof options === "object" &&
    options !== null &&
    "include_usage" in options &&
    options.include_usage === true
  );
}

/** Four bytes a token: near enough for a count that nobody is charged for. */
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

function tokensOf(text: string): number {
  return Math.ceil(Buffer.byteLength(text) / 4);
}
