import { ChatError } from "@hexai/chat";

import { type AskOptions, askWithProgress } from "../protocol/ask-with-progress.ts";
import type { ServerContext } from "../server-context.ts";

/**
 * Asks the model that answers in documents. Besides the ways of `askWithProgress`, the user ends it by deleting the place of the
 * answer, which aborts `options.signal`.
 *
 * @throws {ChatError} (as a rejection) As `askWithProgress` does, and `unreadable` for an answer without text.
 */
export async function askInDocument(context: ServerContext, options: AskOptions): Promise<string> {
  const answer = await askWithProgress(context, "chat", options);
  if (answer.trim() === "") {
    throw new ChatError("unreadable", "the answer has no text; ask again, or another model");
  }
  return answer;
}
