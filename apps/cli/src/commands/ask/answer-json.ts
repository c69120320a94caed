import type { ChatAnswer } from "@hexai/chat";

import { tokenFields } from "../../output/token-fields.ts";

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
  /** In US dollars; undefined when that is not known. */
  readonly costUsd: number | undefined;
}

/**
 * One answer as one line of JSON, without its end. Sizes are UTF-8 bytes, `duration` is in seconds, and `usage` is null
 * when the answer came from the cache, which is no request; a part of it that is not known is null.
 */
export function answerJson({
  provider,
  model,
  elapsedMs,
  answer,
  cachedMs,
  conversation,
  costUsd,
}: AnswerReport): string {
  return JSON.stringify({
    text: answer.text,
    provider,
    model,
    usage:
      cachedMs === undefined ? { ...tokenFields(answer.tokens), cost_usd: costUsd ?? null } : null,
    bytes: { sent: answer.sentBytes, recv: answer.recvBytes },
    duration: elapsedMs / 1000,
    cached: cachedMs !== undefined,
    conversation: conversation ?? null,
  });
}
