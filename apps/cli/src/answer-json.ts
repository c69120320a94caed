import type { ChatAnswer } from "@hexai/chat";

/** What one answer was and what it cost. */
export interface AnswerReport {
  readonly provider: string;
  readonly model: string;
  readonly elapsedMs: number;
  readonly answer: ChatAnswer;
  /** Age of the answer if it came out of the cache. */
  readonly cachedMs: number | undefined;
}

/** One answer as one line of JSON, without its end. Sizes are UTF-8 bytes, `duration` is in seconds. */
export function answerJson({ provider, model, elapsedMs, answer, cachedMs }: AnswerReport): string {
  return JSON.stringify({
    text: answer.text,
    provider,
    model,
    usage: null,
    bytes: { sent: answer.sentBytes, recv: answer.recvBytes },
    duration: elapsedMs / 1000,
    cached: cachedMs !== undefined,
  });
}
