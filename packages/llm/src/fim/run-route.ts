import type { ChatTarget } from "../target/chat-target.ts";
import type { Send } from "../transport/send.ts";
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

type Run = (call: FimCall, target: ChatTarget, send: Send) => Promise<AsyncIterable<AnswerPart>>;

/** Asks for a completion by `route`. Ollama's client is loaded only for its own routes. */
export function runRoute(
  route: FimRoute,
  call: FimCall,
  target: ChatTarget,
  send: Send,
): Promise<AsyncIterable<AnswerPart>> {
  return RUNS[route](call, target, send);
}

const RUNS: Readonly<Record<FimRoute, Run>> = {
  ollama: async (call, target, send) => {
    const { ollamaCompletion } = await import("./ollama-route.ts");
    return ollamaCompletion(call, target, send);
  },
  "ollama-raw": async (call, target, send) => {
    const { ollamaCompletion } = await import("./ollama-route.ts");
    const { prompt, stop } = rawOf(call, target);
    return ollamaCompletion({ ...call, stop }, target, send, prompt);
  },
  llamacpp: async (call, target, send) => eventParts(llamaCppRequest(call, target), target, send),
  mistral: async (call, target, send) => eventParts(mistralRequest(call, target), target, send),
  deepseek: async (call, target, send) => eventParts(deepSeekRequest(call, target), target, send),
  openai: async (call, target, send) => eventParts(openAiRequest(call, target), target, send),
  "openai-raw": async (call, target, send) => {
    const { prompt, stop } = rawOf(call, target);
    return eventParts(openAiRawRequest({ ...call, stop }, target, prompt), target, send);
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
