import type { ChatClient } from "./chat-client.ts";

/** A Chat that succeeded, as the apps hand it to their statistics. */
export interface FinishedChat {
  readonly provider: string;
  readonly model: string;
  readonly sentBytes: number;
  readonly recvBytes: number;
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
      onFinished({ provider, model, sentBytes: answer.sentBytes, recvBytes: answer.recvBytes });
      return answer;
    },
  };
}
