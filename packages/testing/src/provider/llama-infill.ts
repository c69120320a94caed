import type { ProviderFinish } from "./provider-exchange.ts";
import { eventOf, tokensOf, type Wire } from "./wire.ts";

// llama.cpp's server has no content filter.
const STOP_TYPES = { stop: "eos", length: "limit", filter: "eos" } as const;

/** llama.cpp's `/infill`: an event per piece, the last of which has `stop`. */
export const LLAMA_INFILL: Wire = {
  contentType: "text/event-stream",
  streamsByDefault: false,
  deltaEvents: (_request, deltas) =>
    deltas.map((content) => eventOf({ index: 0, content, tokens: [], stop: false })),
  endEvents: (_request, deltas, finish) => [eventOf({ ...endOf(deltas, finish), content: "" })],
  errorEvents: (message) => [eventOf({ error: { code: 500, message, type: "server_error" } })],
  whole: (_request, deltas, finish) => endOf(deltas, finish),
};

function endOf(deltas: readonly string[], finish: ProviderFinish): object {
  return {
    index: 0,
    content: deltas.join(""),
    tokens: [],
    stop: true,
    stop_type: STOP_TYPES[finish],
    tokens_cached: 0,
    tokens_evaluated: 1,
    tokens_predicted: tokensOf(deltas.join("")),
    truncated: false,
  };
}
