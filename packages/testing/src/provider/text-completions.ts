import type { ProviderFinish, ProviderRequest } from "./provider-exchange.ts";
import { eventOf, tokensOf, wantsUsage, type Wire } from "./wire.ts";

const FINISH_REASONS = { stop: "stop", length: "length", filter: "content_filter" } as const;

/** OpenAI's legacy completions, which DeepSeek's beta speaks too. The usage counts the suffix, as a server does that reads it. */
export const TEXT_COMPLETIONS: Wire = {
  contentType: "text/event-stream; charset=utf-8",
  streamsByDefault: false,
  deltaEvents: (request, deltas) => deltas.map((text) => eventOf(bodyOf(request, text, null))),
  endEvents: (request, deltas, finish) => [
    eventOf(bodyOf(request, "", finish)),
    ...(wantsUsage(request)
      ? [
          eventOf({
            ...bodyOf(request, "", null),
            choices: [],
            usage: usageOf(request.body, deltas),
          }),
        ]
      : []),
    "data: [DONE]\n\n",
  ],
  errorEvents: (message) => [
    eventOf({ error: { message, type: "server_error", param: null, code: null } }),
  ],
  whole: (request, deltas, finish) => ({
    ...bodyOf(request, deltas.join(""), finish),
    usage: usageOf(request.body, deltas),
  }),
};

function bodyOf({ model }: ProviderRequest, text: string, finish: ProviderFinish | null): object {
  return {
    id: "cmpl-simulated",
    object: "text_completion",
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        text,
        logprobs: null,
        finish_reason: finish === null ? null : FINISH_REASONS[finish],
      },
    ],
  };
}

function usageOf(body: ProviderRequest["body"], deltas: readonly string[]): object {
  const asked = [body["prompt"], body["suffix"]].filter((text) => typeof text === "string");
  const prompt = tokensOf(asked.join(""));
  const completion = tokensOf(deltas.join(""));
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
  };
}
