import type { ChatTarget } from "../target/chat-target.ts";
import type { Fetch } from "../transport/request-watch.ts";
import type { AnswerPart } from "../wires/answer-part.ts";
import { eventParts } from "./event-parts.ts";
import {
  deepSeekRequest,
  llamaCppRequest,
  mistralRequest,
  openAiRawRequest,
  openAiRequest,
} from "./event-routes.ts";
import type { FimCall } from "./fim-call.ts";
import { fimFamilyOf } from "./fim-family.ts";
import type { FimRoute } from "./fim-route.ts";

type Run = (call: FimCall, target: ChatTarget, fetch: Fetch) => Promise<AsyncIterable<AnswerPart>>;

/** Asks for a completion by `route`. Ollama's client is loaded only for its own routes. */
export function runRoute(
  route: FimRoute,
  call: FimCall,
  target: ChatTarget,
  fetch: Fetch,
): Promise<AsyncIterable<AnswerPart>> {
  return RUNS[route](call, target, fetch);
}

const RUNS: Readonly<Record<FimRoute, Run>> = {
  ollama: async (call, target, fetch) => {
    const { ollamaCompletion } = await import("./ollama-route.ts");
    return ollamaCompletion(call, target, fetch);
  },
  "ollama-raw": async (call, target, fetch) => {
    const { ollamaCompletion } = await import("./ollama-route.ts");
    const { prompt, stop } = rawOf(call, target);
    return ollamaCompletion({ ...call, stop }, target, fetch, prompt);
  },
  llamacpp: async (call, target, fetch) => eventParts(llamaCppRequest(call, target), target, fetch),
  mistral: async (call, target, fetch) => eventParts(mistralRequest(call, target), target, fetch),
  deepseek: async (call, target, fetch) => eventParts(deepSeekRequest(call, target), target, fetch),
  openai: async (call, target, fetch) => eventParts(openAiRequest(call, target), target, fetch),
  "openai-raw": async (call, target, fetch) => {
    const { prompt, stop } = rawOf(call, target);
    return eventParts(openAiRawRequest({ ...call, stop }, target, prompt), target, fetch);
  },
};

/** The raw prompt for the family of the model, and what ends its completions: the caller's texts come first. */
function rawOf(
  { prefix, suffix, stop }: FimCall,
  { model }: ChatTarget,
): { readonly prompt: string; readonly stop: readonly string[] } {
  const family = fimFamilyOf(model);
  return {
    prompt: family?.promptOf(prefix, suffix) ?? prefix,
    stop: [...stop, ...(family?.stops ?? [])],
  };
}
