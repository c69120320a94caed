import type { ChatMessage } from "@hexai/chat";

import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "./answer-part.ts";

/** A Chat with every setting decided. */
export interface ChatCall {
  readonly messages: readonly ChatMessage[];
  /** In tokens. */
  readonly maxTokens: number;
  /** Absent: the provider's own. */
  readonly temperature: number | undefined;
}

/** What one kind of provider speaks. */
export interface ChatWire {
  /**
   * Asks, through the provider's SDK and always streamed. Iterating throws a `ChatError` or an SDK's own error for a stream
   * that makes no sense; whatever goes wrong below the SDK is left to the `send`.
   */
  readonly ask: (call: ChatCall, send: Send) => AsyncIterable<AnswerPart>;
  /** The body of a short and whole answer. */
  readonly sample: string;
}
