import type { CompletionClient } from "./completion-client.ts";
import { type FinishedChat, toFinishedChat } from "./with-usage.ts";

/**
 * The same client, except that `onFinished` runs once after every native completion that succeeded. What the model cannot
 * complete natively is not reported: it is asked in a Chat, which `withUsage` reports.
 *
 * @param onFinished - As for `withUsage`.
 */
export function withCompletionUsage(
  client: CompletionClient,
  onFinished: (completion: FinishedChat) => void,
): CompletionClient {
  const { provider, model } = client;
  return {
    provider,
    model,
    prepare: () => client.prepare(),
    expectChange: () => client.expectChange(),
    async complete(request, options) {
      const completion = await client.complete(request, options);
      if (completion !== undefined) {
        onFinished(toFinishedChat(client, completion));
      }
      return completion;
    },
  };
}
