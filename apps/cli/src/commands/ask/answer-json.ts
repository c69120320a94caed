import type { ChatAnswer } from "@hexai/chat";

/** What one answer was and what it cost. */
export interface AnswerReport {
  readonly provider: string;
  readonly model: string;
  readonly elapsedMs: number;
  readonly answer: ChatAnswer;
  /** The age of an answer from the cache. */
  readonly cachedMs: number | undefined;
  /** The id of the conversation; undefined when it is not kept. */
  readonly conversation: string | undefined;
}

/**
 * One answer as one line of JSON, without its end. Sizes are UTF-8 bytes, `duration` is in seconds, and `usage` is null
 * when the provider counted no tokens, or when the answer came from the cache.
 */
export function answerJson({
  provider,
  model,
  elapsedMs,
  answer,
  cachedMs,
  conversation,
}: AnswerReport): string {
  return JSON.stringify({
    text: answer.text,
    provider,
    model,
    usage: tokenUsage(answer),
    bytes: { sent: answer.sentBytes, recv: answer.recvBytes },
    duration: elapsedMs / 1000,
    cached: cachedMs !== undefined,
    conversation: conversation ?? null,
  });
}

function tokenUsage({ tokens }: ChatAnswer): object | null {
  return tokens === undefined
    ? null
    : {
        input_tokens: tokens.input ?? null,
        output_tokens: tokens.output ?? null,
        cached_tokens: tokens.cached ?? null,
        cache_write_tokens: tokens.cacheWrite ?? null,
        reasoning_tokens: tokens.reasoning ?? null,
      };
}
