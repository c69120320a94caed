import type { ChatTarget } from "../target/chat-target.ts";
import { jsonHeadersOf } from "../transport/fetch-json.ts";
import { createChoiceReader, streamFields } from "../wires/chat-completions.ts";
import { contentText } from "../wires/content-text.ts";
import type { ReadEvent } from "../wires/event-content.ts";
import { fieldOf, isTrueIn } from "../wires/field-of.ts";
import { readOllamaLine } from "../wires/ollama.ts";
import { infillUsage } from "../wires/token-usage.ts";
import type { WireRequest } from "../wires/wire-request.ts";
import type { FimCall } from "./fim-call.ts";
import { fimFamilyOf } from "./fim-family.ts";
import type { FimRoute } from "./fim-route.ts";
import { serverRootOf } from "./server-root.ts";

/** The limit of DeepSeek's beta, in tokens. */
const DEEPSEEK_MAX_TOKENS = 4096;

/** OpenAI's limit on stop texts. */
const OPENAI_MAX_STOPS = 4;

/** The request for `call` by `route`. */
export function routeRequest(route: FimRoute, call: FimCall, target: ChatTarget): WireRequest {
  return REQUESTS[route](call, target);
}

type MakeRequest = (call: FimCall, target: ChatTarget) => WireRequest;

const REQUESTS: Readonly<Record<FimRoute, MakeRequest>> = {
  ollama: (call, target) => ollamaRequest(call, target),
  "ollama-raw": (call, target) => {
    const { prompt, stop } = rawOf(call, target);
    return ollamaRequest({ ...call, stop }, target, prompt);
  },
  llamacpp: llamaCppRequest,
  mistral: mistralRequest,
  deepseek: deepSeekRequest,
  openai: (call, target) => openAiRequest(call, target),
  "openai-raw": (call, target) => {
    const { prompt, stop } = rawOf(call, target);
    return openAiRequest({ ...call, stop }, target, prompt);
  },
};

/** The raw prompt for the model's family, and its stop texts. The caller's come first, since hosts limit their number. */
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

/**
 * Ollama's generate: with a suffix, to which the server adds the model's FIM tokens, or with a raw prompt that contains them.
 *
 * @param rawPrompt - When undefined, prefix and suffix are sent as they are.
 */
function ollamaRequest(
  { prefix, suffix, maxTokens, temperature, stop }: FimCall,
  target: ChatTarget,
  rawPrompt?: string,
): WireRequest {
  // Without a suffix Ollama would treat the prefix as a chat message.
  const texts =
    rawPrompt === undefined
      ? { prompt: prefix, suffix: suffix === "" ? "\n" : suffix }
      : { prompt: rawPrompt, raw: true };
  return {
    url: `${serverRootOf(target.baseUrl)}/api/generate`,
    headers: jsonHeadersOf(target),
    bodyWithout: () => ({
      model: target.model,
      ...texts,
      stream: true,
      options: { ...target.completionOptions, num_predict: maxTokens, stop, temperature },
    }),
    createReader: () => readOllamaLine,
  };
}

/** llama.cpp: https://github.com/ggml-org/llama.cpp/tree/master/tools/server, "POST /infill" */
function llamaCppRequest(call: FimCall, target: ChatTarget): WireRequest {
  const { prefix, suffix, maxTokens, temperature, stop } = call;
  return {
    url: `${serverRootOf(target.baseUrl)}/infill`,
    headers: jsonHeadersOf(target),
    bodyWithout: () => ({
      model: target.model, // llama.cpp's router mode requires it
      input_prefix: prefix,
      input_suffix: suffix,
      prompt: "",
      n_predict: maxTokens,
      temperature,
      stop,
      cache_prompt: true,
      stream: true,
    }),
    createReader: () => readInfillEvent,
  };
}

/** The last event has `stop: true`. Servers before December 2024 do not report the reason. */
const readInfillEvent: ReadEvent = (value) => {
  const content = contentText(fieldOf(value, "content"));
  return isTrueIn(value, "stop")
    ? { ...content, usage: infillUsage(value), finish: infillEnd(value), isEnd: true }
    : content;
};

function infillEnd(value: unknown): "stop" | "length" {
  const isLimit =
    fieldOf(value, "stop_type") === "limit" || fieldOf(value, "stopped_limit") === true;
  return isLimit ? "length" : "stop";
}

/** Mistral: https://docs.mistral.ai/api, "Fim Completion". It reports token usage by default, and refuses unknown fields. */
function mistralRequest(call: FimCall, target: ChatTarget): WireRequest {
  return {
    url: `${target.baseUrl}/fim/completions`,
    headers: jsonHeadersOf(target),
    bodyWithout: () => ({ ...completionBodyOf(call, target), stream: true }),
    createReader: createChoiceReader,
  };
}

/** DeepSeek: https://api-docs.deepseek.com/guides/fim_completion */
function deepSeekRequest(call: FimCall, target: ChatTarget): WireRequest {
  const maxTokens = Math.min(call.maxTokens, DEEPSEEK_MAX_TOKENS);
  const body = completionBodyOf({ ...call, maxTokens }, target);
  return {
    url: `${serverRootOf(target.baseUrl)}/beta/completions`,
    headers: jsonHeadersOf(target),
    bodyWithout: (refused) => ({ ...body, ...streamFields(refused) }),
    createReader: createChoiceReader,
  };
}

/**
 * OpenAI's legacy completions.
 *
 * @param rawPrompt - A prompt that contains the FIM tokens. When undefined, prefix and suffix are sent as they are.
 */
function openAiRequest(call: FimCall, target: ChatTarget, rawPrompt?: string): WireRequest {
  const body = completionBodyOf({ ...call, stop: call.stop.slice(0, OPENAI_MAX_STOPS) }, target);
  const texts = rawPrompt === undefined ? {} : { prompt: rawPrompt, suffix: undefined };
  return {
    url: `${target.baseUrl}/completions`,
    headers: jsonHeadersOf(target),
    bodyWithout: (refused) => ({ ...body, ...texts, ...streamFields(refused) }),
    createReader: createChoiceReader,
  };
}

interface CompletionBody {
  readonly model: string;
  readonly prompt: string;
  readonly suffix: string;
  readonly max_tokens: number;
  readonly temperature: number | undefined;
  /** Undefined instead of empty, because some hosts refuse an empty list. */
  readonly stop: readonly string[] | undefined;
}

function completionBodyOf(call: FimCall, { model }: ChatTarget): CompletionBody {
  const { prefix, suffix, maxTokens, temperature, stop } = call;
  return {
    model,
    prompt: prefix,
    suffix,
    max_tokens: maxTokens,
    temperature,
    stop: stop.length === 0 ? undefined : stop,
  };
}
