import type { ChatClient, CompletionClient } from "@hexai/chat";

/** One model that completes: natively if it can, else in a Chat. Both clients report their usage. */
export interface CompletionModel {
  readonly provider: string;
  readonly model: string;
  readonly native: CompletionClient;
  readonly chat: ChatClient;
}
