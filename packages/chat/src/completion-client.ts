import type { ChatOptions, TokenUsage } from "./chat-client.ts";

/** A place in a document that a model fills. */
export interface CompletionRequest {
  /** The text before the cursor. */
  readonly prefix: string;
  /** The text after the cursor. */
  readonly suffix: string;
  /** Longest completion, in tokens of the model. When undefined, the provider's default. */
  readonly maxTokens?: number;
  /** 0 is sent as 0. When undefined, the provider's default. */
  readonly temperature?: number;
  /** Texts that end the completion; they are no part of it. */
  readonly stop?: readonly string[];
  /** The document's language as LSP names it: a hint that may be ignored. */
  readonly languageId?: string;
}

/** What belongs between prefix and suffix. Sizes are what the statistics count. */
export interface Completion {
  /** May be empty: nothing belongs there. */
  readonly text: string;
  /** UTF-8 bytes of prefix and suffix as they were sent. */
  readonly sentBytes: number;
  /** UTF-8 bytes of `text`. */
  readonly recvBytes: number;
  /** The API that produced the completion, such as `ollama` or `openai-raw`. */
  readonly route: string;
  /** Undefined when the provider reports none. */
  readonly tokens?: TokenUsage;
  /** As in `ChatAnswer`. */
  readonly costUsd?: number;
  /** As in `ChatAnswer`. */
  readonly vendor?: string;
}

/** One model that completes code natively, without a Chat. `@hexai/llm` implements it. */
export interface CompletionClient {
  readonly provider: string;
  readonly model: string;
  /**
   * Begins to find out how the model completes, if that is not known, so that the first completion need not wait for it.
   * Resolves when it is done. Never rejects.
   */
  prepare(): Promise<void>;
  /** To be called when a Chat with the same model failed in a way that hints at another server in its place. */
  expectChange(): void;
  /**
   * Resolves with what belongs between prefix and suffix, or with undefined when the model cannot be asked that way now: then
   * it is to be asked in a Chat. That may change while the client lives, because a server may be given another model. A native
   * completion that fails before `onDelta` was called is such a case, too.
   *
   * @throws {ChatError} (as a rejection) `aborted`, and as `ChatClient.chat` does when a part of the completion was passed to
   * `onDelta`. A completion cut for its length is no failure.
   */
  complete(request: CompletionRequest, options?: ChatOptions): Promise<Completion | undefined>;
}
