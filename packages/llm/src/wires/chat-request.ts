import type { ResolvedTarget } from "../target/resolve-target.ts";
import { chatCompletionsRequest } from "./chat-completions.ts";
import { messagesRequest } from "./messages.ts";
import { ollamaChatRequest } from "./ollama.ts";
import type { ChatCall, WireRequest } from "./wire-request.ts";

/**
 * How OpenRouter tells apps apart (https://openrouter.ai/docs/app-attribution). It takes a localhost address together with
 * a title from an app without a home page.
 */
const OPENROUTER_HEADERS = {
  "HTTP-Referer": "http://localhost/hexai",
  "X-Title": "Hexai",
};

/** The request for `call` in the format of `target`. */
export function chatRequest(call: ChatCall, target: ResolvedTarget): WireRequest {
  return REQUESTS[target.kind](call, target);
}

type MakeRequest = (call: ChatCall, target: ResolvedTarget) => WireRequest;

const REQUESTS: Readonly<Record<ResolvedTarget["kind"], MakeRequest>> = {
  openai: (call, target) => chatCompletionsRequest(call, target),
  anthropic: messagesRequest,
  openrouter: (call, target) => chatCompletionsRequest(call, target, OPENROUTER_HEADERS),
  ollama: ollamaChatRequest,
  compatible: (call, target) => chatCompletionsRequest(call, target),
};
