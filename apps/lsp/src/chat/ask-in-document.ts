import { ChatError, type ChatMessage } from "@hexai/chat";

import { withProgress } from "../protocol/progress.ts";
import type { ServerContext } from "../server-context.ts";

export interface DocumentQuestion {
  /** What the client shows meanwhile. */
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  /** Aborted when the user has taken the place of the answer away. */
  readonly signal: AbortSignal;
  readonly onDelta?: (text: string) => void;
}

/**
 * Asks the model that answers in documents, while the client shows progress. The user can end it in three ways: by the
 * progress, by the command `hexai.stop`, and by deleting.
 *
 * @throws {ChatError} (as a rejection) `aborted` when the user or the server has ended it.
 */
export async function askInDocument(
  context: ServerContext,
  { title, messages, signal, onDelta }: DocumentQuestion,
): Promise<string> {
  const { models, usage, untilStopped } = context;
  const progress = { title, signal: AbortSignal.any([untilStopped(), signal]) };
  const answer = await withProgress(context, progress, async (ended) => {
    const model = await models.chat("chat");
    const chatting = model.chat({ messages }, { signal: ended, ...(onDelta && { onDelta }) });
    usage.during(model, chatting);
    return chatting;
  });
  if (answer.text.trim() === "") {
    throw new ChatError("unreadable", "The model has given an answer without any text.");
  }
  return answer.text;
}
