import type { ChatTarget } from "../target/chat-target.ts";
import type { AnswerPart, EndReason } from "../wires/answer-part.ts";
import { fieldOf } from "../wires/field-of.ts";
import type { EventRequest } from "./event-parts.ts";
import type { FimCall } from "./fim-call.ts";
import { serverRootOf } from "./server-root.ts";

/** DeepSeek's beta refuses more, in tokens. */
const DEEPSEEK_MAX_TOKENS = 4096;

/** OpenAI takes no more stop texts. */
const OPENAI_MAX_STOPS = 4;

/** llama.cpp: https://github.com/ggml-org/llama.cpp/tree/master/tools/server, "POST /infill" */
export function llamaCppRequest(call: FimCall, { baseUrl }: ChatTarget): EventRequest {
  const { prefix, suffix, maxTokens, temperature, stop } = call;
  return {
    url: `${serverRootOf(baseUrl)}/infill`,
    body: {
      input_prefix: prefix,
      input_suffix: suffix,
      prompt: "",
      n_predict: maxTokens,
      temperature,
      stop,
      cache_prompt: true,
    },
    partsOf: (data) => [
      ...textParts(fieldOf(data, "content")),
      ...(fieldOf(data, "stop") === true ? endParts(fieldOf(data, "stop_type")) : []),
    ],
  };
}

/** Mistral: https://docs.mistral.ai/api, "Fim Completion" */
export function mistralRequest(call: FimCall, target: ChatTarget): EventRequest {
  return {
    url: `${target.baseUrl}/fim/completions`,
    body: completionBodyOf(call, target),
    partsOf: (data) => choiceParts(data, (choice) => fieldOf(fieldOf(choice, "delta"), "content")),
  };
}

/** DeepSeek: https://api-docs.deepseek.com/guides/fim_completion */
export function deepSeekRequest(call: FimCall, target: ChatTarget): EventRequest {
  const maxTokens = Math.min(call.maxTokens, DEEPSEEK_MAX_TOKENS);
  return {
    url: `${serverRootOf(target.baseUrl)}/beta/completions`,
    body: completionBodyOf({ ...call, maxTokens }, target),
    partsOf: textChoiceParts,
  };
}

/** OpenAI's legacy completions, with a suffix. */
export function openAiRequest(call: FimCall, target: ChatTarget): EventRequest {
  return {
    url: `${target.baseUrl}/completions`,
    body: completionBodyOf({ ...call, stop: call.stop.slice(0, OPENAI_MAX_STOPS) }, target),
    partsOf: textChoiceParts,
  };
}

/** OpenAI's legacy completions, with a prompt that has the marks in it. */
export function openAiRawRequest(
  call: FimCall,
  target: ChatTarget,
  rawPrompt: string,
): EventRequest {
  const { suffix: _, ...request } = completionBodyOf(call, target);
  const stop = call.stop.slice(0, OPENAI_MAX_STOPS);
  return {
    url: `${target.baseUrl}/completions`,
    body: { ...request, prompt: rawPrompt, stop },
    partsOf: textChoiceParts,
  };
}

interface CompletionBody {
  readonly model: string;
  readonly prompt: string;
  readonly suffix: string;
  readonly max_tokens: number;
  readonly temperature: number | undefined;
  /** Absent rather than empty: some hosts refuse an empty list. */
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

function textChoiceParts(data: unknown): AnswerPart[] {
  return choiceParts(data, (choice) => fieldOf(choice, "text"));
}

function choiceParts(data: unknown, textOf: (choice: unknown) => unknown): AnswerPart[] {
  const choice = fieldOf(fieldOf(data, "choices"), "0");
  return [...textParts(textOf(choice)), ...endParts(fieldOf(choice, "finish_reason"))];
}

function textParts(text: unknown): AnswerPart[] {
  return typeof text === "string" ? [{ type: "text", text }] : [];
}

function endParts(word: unknown): AnswerPart[] {
  return typeof word === "string" ? [{ type: "end", reason: END_REASONS.get(word) ?? "stop" }] : [];
}

const END_REASONS: ReadonlyMap<string, EndReason> = new Map([
  ["length", "length"],
  ["limit", "length"],
  ["content_filter", "filter"],
]);
