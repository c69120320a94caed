import type { TokenUsage } from "@hexai/chat";

import { fieldOf } from "./field-of.ts";

/**
 * The tokens in a chunk of chat completions. Hosts differ in where they count what came from a cache and what was thought.
 * The prompt's tokens include the cached ones; the answer's include the reasoning, save at hosts whose total shows that it is
 * counted beside them.
 */
export function chatCompletionUsage(chunk: unknown): TokenUsage | undefined {
  const usage = fieldOf(chunk, "usage") ?? fieldOf(fieldOf(chunk, "x_groq"), "usage");
  const input = countIn(usage, "prompt_tokens") ?? countIn(usage, "input_tokens");
  const output = countIn(usage, "completion_tokens") ?? countIn(usage, "output_tokens");
  const prompt = fieldOf(usage, "prompt_tokens_details");
  const reasoning =
    countIn(fieldOf(usage, "completion_tokens_details"), "reasoning_tokens") ??
    countIn(usage, "reasoning_tokens"); // Perplexity
  return known({
    input,
    output: wholeOutput(usage, { input, output, reasoning }),
    cached:
      countIn(prompt, "cached_tokens") ??
      countIn(usage, "prompt_cache_hit_tokens") ?? // DeepSeek
      countIn(usage, "cached_tokens") ?? // Moonshot
      countIn(usage, "cache_read_input_tokens"), // LiteLLM
    cacheWrite:
      countIn(prompt, "cache_write_tokens") ?? countIn(usage, "cache_creation_input_tokens"),
    reasoning,
  });
}

/**
 * The output with the reasoning that xAI and Google count beside it, which shows in a total that is larger than its parts. What
 * such a total has beside cache counters of Anthropic's may be the cache.
 */
function wholeOutput(usage: unknown, { input, output, reasoning }: Counts): number | undefined {
  const total = countIn(usage, "total_tokens");
  if (total === undefined || input === undefined || output === undefined) {
    return output;
  }
  const beside = total - input - output;
  const hasCache = ["cache_read_input_tokens", "cache_creation_input_tokens"].some(
    (name) => countIn(usage, name) !== undefined,
  );
  return beside > 0 && (beside === reasoning || !hasCache) ? output + beside : output;
}

/**
 * What OpenRouter charged, in US dollars. With a key of the user's own at the provider behind it, that is the fee alone, and what
 * the provider charges stands beside it.
 */
export function openRouterCost(chunk: unknown): number | undefined {
  const usage = fieldOf(chunk, "usage");
  const cost = costIn(usage, "cost");
  if (cost === undefined || fieldOf(usage, "is_byok") !== true) {
    return cost;
  }
  const upstream = costIn(fieldOf(usage, "cost_details"), "upstream_inference_cost");
  return upstream === undefined ? undefined : cost + upstream;
}

/** An amount of money that may be true. Whatever else is there is unknown. */
function costIn(value: unknown, name: string): number | undefined {
  const cost = fieldOf(value, name);
  return typeof cost === "number" && cost >= 0 && cost <= Number.MAX_SAFE_INTEGER
    ? cost
    : undefined;
}

/** What Anthropic counted so far in one answer. */
export interface MessagesUsage {
  /** Adds the `usage` of another event and tells the totals. */
  add(usage: unknown): TokenUsage | undefined;
}

/**
 * Anthropic repeats totals, so the last value of each counts. Its `input_tokens` are those behind the last cache mark only: what
 * was read from a cache and written to one is added. Gateways send a 0 for tokens that an earlier event reported; it is
 * believed only beside cache counters, because everything may come from a cache. Others repeat the whole input without them, which
 * does not replace what an earlier event reported beside them, because the cached ones would count twice.
 */
export function createMessagesUsage(): MessagesUsage {
  let input: number | undefined;
  let output: number | undefined;
  let cached: number | undefined;
  let cacheWrite: number | undefined;
  return {
    add(usage) {
      const read = countIn(usage, "cache_read_input_tokens");
      const written = countIn(usage, "cache_creation_input_tokens");
      const reported = countIn(usage, "input_tokens");
      const hasCounters = read !== undefined || written !== undefined;
      const isCachedKnown = (cached ?? 0) + (cacheWrite ?? 0) > 0;
      const isBelieved = hasCounters || (reported !== 0 && !isCachedKnown);
      input = isBelieved ? (reported ?? input) : (input ?? reported);
      output = countIn(usage, "output_tokens") ?? output;
      cached = read ?? cached;
      cacheWrite = written ?? cacheWrite;
      return known({
        input: input === undefined ? undefined : input + (cached ?? 0) + (cacheWrite ?? 0),
        output,
        cached,
        cacheWrite,
      });
    },
  };
}

/** The tokens in Ollama's last line. A prompt of 0 tokens beside an answer comes from its cache and means unknown. */
export function ollamaUsage(line: unknown): TokenUsage | undefined {
  const input = countIn(line, "prompt_eval_count");
  const output = countIn(line, "eval_count");
  return known({
    input: input === 0 && output !== 0 && output !== undefined ? undefined : input,
    output,
    cached: countIn(line, "prompt_eval_cached_count"),
  });
}

/** The tokens in the last event of llama.cpp's `/infill`: https://github.com/ggml-org/llama.cpp/tree/master/tools/server */
export function infillUsage(event: unknown): TokenUsage | undefined {
  return known({
    input: countIn(event, "tokens_evaluated"),
    output: countIn(event, "tokens_predicted"),
    cached: countIn(fieldOf(event, "timings"), "cache_n"),
  });
}

/** A count, also one in a text, as some gateways write it. Whatever else is there is unknown. */
function countIn(value: unknown, name: string): number | undefined {
  const field = fieldOf(value, name);
  const count = typeof field === "string" && /^\s*\d+\s*$/u.test(field) ? Number(field) : field;
  return typeof count === "number" && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** The counts that are known; undefined when none is. A part that is larger than its whole is not believed. */
function known({ input, output, cached, cacheWrite, reasoning }: Counts): TokenUsage | undefined {
  const usage: TokenUsage = {
    ...(input !== undefined && { input }),
    ...(output !== undefined && { output }),
    ...(isPartOf(cached, input) && { cached }),
    ...(isPartOf(cacheWrite, input) && { cacheWrite }),
    ...(isPartOf(reasoning, output) && { reasoning }),
  };
  return Object.keys(usage).length === 0 ? undefined : usage;
}

type Counts = { readonly [Name in keyof TokenUsage]?: number | undefined };

function isPartOf(part: number | undefined, whole: number | undefined): part is number {
  return part !== undefined && (whole === undefined || part <= whole);
}
