import type { ChatAnswer, ChatClient } from "./chat-client.ts";

/** A Chat that succeeded, as the apps hand it to their statistics. */
export interface FinishedChat extends Omit<ChatAnswer, "text" | "isReasoningCut"> {
  readonly provider: string;
  readonly model: string;
}

/**
 * The same client, except that `onFinished` runs once after every Chat that succeeded.
 *
 * @param onFinished - Must return at once and must not throw: whatever takes time is its own
 *   affair, because the answer never waits for its bookkeeping.
 */
export function withUsage(
  client: ChatClient,
  onFinished: (chat: FinishedChat) => void,
): ChatClient {
  const { provider, model } = client;
  return {
    provider,
    model,
    async chat(request, options) {
      const answer = await client.chat(request, options);
      onFinished(toFinishedChat(client, answer));
      return answer;
    },
  };
}

/** What the statistics get to know of an answer, which is nothing of its text. */
export function toFinishedChat(
  { provider, model }: Pick<ChatClient, "model" | "provider">,
  { sentBytes, recvBytes, tokens, costUsd, vendor }: Omit<ChatAnswer, "text">,
): FinishedChat {
  return {
    provider,
    model,
    sentBytes,
    recvBytes,
    ...(tokens !== undefined && { tokens }),
    ...(costUsd !== undefined && { costUsd }),
    ...(vendor !== undefined && { vendor }),
  };
}
