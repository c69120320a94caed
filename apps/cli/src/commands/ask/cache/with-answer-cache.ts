import {
  type ChatAnswer,
  type ChatClient,
  type ChatMessage,
  utf8BytesOf,
  withoutReasoning,
} from "@hexai/chat";

/** Everything that decides what an answer is. Questions that are equal here share an answer. */
export interface CacheKey {
  readonly provider: string;
  readonly model: string;
  readonly messages: readonly ChatMessage[];
  /** Whatever else is sent, or says where to; must be plain data. */
  readonly parameters: unknown;
}

/** An answer from before. */
export interface CachedAnswer {
  readonly answer: ChatAnswer;
  readonly ageMs: number;
}

/** Answers of all processes of this user. None of its functions fails: without a cache everything is merely slower. */
export interface AnswerStore {
  find(question: CacheKey): Promise<CachedAnswer | undefined>;
  keep(question: CacheKey, answer: ChatAnswer): Promise<void>;
  /** Removes what is too old, and the oldest of what is too much. */
  sweep(): Promise<void>;
}

/** Of UTF-16 code units. What goes on for longer is not kept, so that it takes no memory: it is no usual answer. */
const MAX_CACHED_LENGTH = 1_000_000;

/**
 * The same client, except that a question that was answered before is not asked again: its answer comes in one piece.
 *
 * @param onHit - Gets the age of such an answer in milliseconds, before the answer.
 */
export function withAnswerCache(
  client: ChatClient,
  store: AnswerStore,
  parameters: unknown,
  onHit: (ageMs: number) => void,
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
      // There is time to sweep while the model thinks.
      const [answer] = await Promise.all([
        client.chat(request, { ...options, onDelta }),
        store.sweep(),
      ]);
      // A streamed answer may have shown reasoning that is cut out of a whole one.
      const whole = withoutReasoning(text ?? "");
      if (whole !== "") {
        await store.keep(question, { ...answer, text: whole, recvBytes: utf8BytesOf(whole) });
      }
      return answer;
    },
  };
}
