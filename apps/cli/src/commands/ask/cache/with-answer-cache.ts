import {
  type ChatAnswer,
  type ChatClient,
  type ChatMessage,
  utf8BytesOf,
  withoutReasoning,
} from "@hexai/chat";

/** Everything that the answer depends on. Requests with equal keys share an answer. */
export interface CacheKey {
  readonly provider: string;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Everything else that is sent, or that says where it is sent; plain data. */
  readonly parameters: unknown;
}

/** An answer from the cache. */
export interface CachedAnswer {
  readonly answer: ChatAnswer;
  readonly ageMs: number;
}

/** The answers of all processes of this user. No function rejects: without a cache everything is only slower. */
export interface AnswerStore {
  find(question: CacheKey): Promise<CachedAnswer | undefined>;
  keep(question: CacheKey, answer: ChatAnswer): Promise<void>;
  /** Removes old answers, and the oldest ones beyond the limits. */
  sweep(): Promise<void>;
}

/** In UTF-16 code units. A longer answer is unusual, and is not cached, so that it takes no memory. */
const MAX_CACHED_LENGTH = 1_000_000;

/**
 * The same client, except that an answer from the cache is returned without a request, in one piece.
 *
 * @param onHit - Called before such an answer, with its age in milliseconds.
 * @param isWhole - Answers for which this is false are not kept: the same question is to get another one.
 */
export function withAnswerCache(
  client: ChatClient,
  store: AnswerStore,
  parameters: unknown,
  onHit: (ageMs: number) => void,
  isWhole: (text: string) => boolean = () => true,
): ChatClient {
  const { provider, model } = client;
  return {
    provider,
    model,
    async chat(request, options) {
      const question = { provider, model, messages: request.messages, parameters };
      const found = await store.find(question);
      if (found !== undefined) {
        onHit(found.ageMs);
        await options?.onDelta?.(found.answer.text);
        return found.answer;
      }
      let text: string | undefined = "";
      const onDelta = (delta: string): void | Promise<void> => {
        const isKept = text !== undefined && text.length + delta.length <= MAX_CACHED_LENGTH;
        text = isKept ? text + delta : undefined;
        return options?.onDelta?.(delta);
      };
      let sweeping: Promise<void> | undefined;
      const onUnderWay = (): void => {
        sweeping ??= store.sweep();
        options?.onUnderWay?.();
      };
      const answer = await client.chat(request, { ...options, onDelta, onUnderWay });
      await sweeping;
      // A streamed answer may have shown reasoning that is cut out of a whole one.
      const whole = answer.isReasoningCut === true ? text : withoutReasoning(text ?? "");
      if (whole !== undefined && whole !== "" && isWhole(whole)) {
        await store.keep(question, { ...answer, text: whole, recvBytes: utf8BytesOf(whole) });
      }
      return answer;
    },
  };
}
