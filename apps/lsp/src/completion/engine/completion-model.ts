import type { ChatClient, CompletionClient } from "@hexai/chat";

/** One model that completes: natively when it can, else in a Chat. Both report their usage. */
export interface Completer {
  readonly provider: string;
  readonly model: string;
  readonly native: CompletionClient;
  readonly chat: ChatClient;
}
