import type { MessageContent } from "./message-content.ts";

/** One message of a conversation. */
export interface ChatMessage {
  readonly role: "system" | "user" | "assistant";
  /** Only a user's message has pictures. */
  readonly content: MessageContent;
}

/** What is asked of a model. */
export interface ChatRequest {
  readonly messages: readonly ChatMessage[];
  /** Maximum length of an answer, in tokens of the model. When undefined, the provider's default. */
  readonly maxTokens?: number;
  /** 0 is sent as 0. When undefined, the provider's default. */
  readonly temperature?: number;
}

/**
 * Gets a piece of an answer. No more of the answer is read until the promise that it may return is kept, so that a slow
 * reader holds the provider back; `signal` ends that wait, too.
 */
export type OnDelta = ((text: string) => void) | ((text: string) => Promise<void>);

export interface ChatOptions {
  /** Aborting closes the connection and rejects with a `ChatError` whose code is `aborted`. */
  readonly signal?: AbortSignal;
  /** Gets every piece of the answer as it arrives, white space too. Never called with an empty text. */
  readonly onDelta?: OnDelta;
  /**
   * Called when the request has been sent, or is taking long to be: there is time for what must not delay it. Never before `chat` has
   * returned; again when the request is repeated; not at all when an answer needs no request, or when sending it failed.
   */
  readonly onUnderWay?: () => void;
  /** When false, the `text` of the answer stays empty, so that a long one takes no memory. Otherwise it is the whole answer. */
  readonly keepText?: boolean;
}

/** What a provider counted, in tokens of its model. A figure that the provider does not report is undefined. */
export interface TokenUsage {
  /** Everything that the model read, including what came from a cache and what was written to one. */
  readonly input?: number;
  /** Everything that the model wrote, including its reasoning. */
  readonly output?: number;
  /** The part of `input` that was read from a cache. */
  readonly cached?: number;
  /** The part of `input` that was written to a cache. */
  readonly cacheWrite?: number;
  /** The part of `output` that was reasoning. */
  readonly reasoning?: number;
}

/** A whole answer. Sizes are what the statistics count. */
export interface ChatAnswer {
  /** Empty when it was not to be kept. */
  readonly text: string;
  /** Bytes of the contents of all messages that were sent: text in UTF-8, pictures as they are in their files. */
  readonly sentBytes: number;
  /** UTF-8 bytes of the text. */
  readonly recvBytes: number;
  /** Undefined when the provider reports none. */
  readonly tokens?: TokenUsage;
  /** What the provider itself says that the answer cost, in US dollars. Undefined when it does not say. */
  readonly costUsd?: number;
  /** Who charges for the answer, such as `openai`; `local` for a host on this machine. Undefined when that is not known. */
  readonly vendor?: string;
  /** Reasoning was cut out of what was streamed, so that a closing mark in it is part of the answer. */
  readonly isReasoningCut?: boolean;
}

/** One model behind one provider. `@hexai/llm` implements it; everything else depends on this alone. */
export interface ChatClient {
  readonly provider: string;
  readonly model: string;
  /**
   * Sends one Chat and resolves with the whole answer; the answer streams to `onDelta` on the way.
   *
   * @throws {ChatError} (as a rejection) When the provider refuses, the network fails, the stream
   *   breaks off or the signal aborts.
   */
  chat(request: ChatRequest, options?: ChatOptions): Promise<ChatAnswer>;
}
