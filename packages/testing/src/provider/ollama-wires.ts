import type { ProviderFinish, ProviderRequest } from "./provider-exchange.ts";
import { tokensOf, type Wire } from "./wire.ts";

// Ollama has no content filter.
const DONE_REASONS = { stop: "stop", length: "length", filter: "stop" } as const;

/** Ollama's native chat: one JSON object a line. */
export const OLLAMA_CHAT: Wire = ollamaWire((content) => ({
  message: { role: "assistant", content },
}));

/** Ollama's native generate: the same, with the text elsewhere. */
export const OLLAMA_GENERATE: Wire = ollamaWire((response) => ({ response }));

function ollamaWire(textOf: (text: string) => object): Wire {
  return {
    contentType: "application/x-ndjson",
    streamsByDefault: true,
    deltaEvents: (request, deltas) =>
      deltas.map((delta) => lineOf({ ...envelopeOf(request), ...textOf(delta), done: false })),
    endEvents: (request, _deltas, finish) => [
      lineOf({ ...envelopeOf(request), ...textOf(""), ...endOf(request, finish) }),
    ],
    errorEvents: (error) => [lineOf({ error })],
    whole: (request, deltas, finish) => ({
      ...envelopeOf(request),
      ...textOf(deltas.join("")),
      ...endOf(request, finish),
    }),
  };
}

function lineOf(data: object): string {
  return `${JSON.stringify(data)}\n`;
}

function envelopeOf({ model }: ProviderRequest): object {
  return { model, created_at: "2023-11-14T22:13:20.000000Z" };
}

/** Durations are in nanoseconds. The suffix is counted, as by an Ollama whose model reads it. */
function endOf({ body, messages }: ProviderRequest, finish: ProviderFinish): object {
  const texts = [body["prompt"], body["suffix"], ...messages.map(({ content }) => content)];
  const asked = texts.filter((text) => typeof text === "string").join("");
  return {
    done: true,
    done_reason: DONE_REASONS[finish],
    total_duration: 3_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: tokensOf(asked),
    prompt_eval_duration: 1_000_000,
    eval_count: 1,
    eval_duration: 1_000_000,
  };
}
