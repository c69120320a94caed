import type { ActionMessage } from "@hexai/actions";

import { withProgress } from "../protocol/progress.ts";
import type { ServerContext } from "../server-context.ts";

/**
 * The model's answer, while the client shows progress that its user can cancel.
 *
 * @throws {ChatError} (as a rejection) `aborted` when the user cancels or the server stops.
 */
export async function askWithProgress(
  context: ServerContext,
  title: string,
  messages: readonly ActionMessage[],
): Promise<string> {
  const { models, usage, untilStopped } = context;
  const progress = { title, signal: untilStopped() };
  const answer = await withProgress(context, progress, async (signal) => {
    const model = await models.chat("code_action");
    const chatting = model.chat({ messages }, { signal });
    usage.during(model, chatting);
    return chatting;
  });
  return answer.text;
}
