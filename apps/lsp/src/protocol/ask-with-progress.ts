import type { ChatMessage } from "@hexai/chat";

import type { ServerContext } from "../server-context.ts";
import { withProgress } from "./progress.ts";

export interface AskOptions {
  /** Shown by the client while the model works. */
  readonly title: string;
  readonly messages: readonly ChatMessage[];
  /** Ends the work in addition to the user's and the server's own ways. */
  readonly signal?: AbortSignal;
  readonly onDelta?: (text: string) => void;
}

/**
 * Asks the model of a surface while the client shows progress. The user can end it by the progress and by the command
 * `hexai.stop`.
 *
 * @throws {ChatError} (as a rejection) `aborted` when the user or the server has ended it.
 */
export async function askWithProgress(
  context: ServerContext,
  surface: "chat" | "code_action",
  { title, messages, signal, onDelta }: AskOptions,
): Promise<string> {
  const { models, usage, writingSignal } = context;
  const ending = writingSignal();
  const progress = { title, signal: signal ? AbortSignal.any([ending, signal]) : ending };
  const answer = await withProgress(context, progress, async (ended) => {
    const model = await models.chat(surface);
    const asking = model.chat({ messages }, { signal: ended, ...(onDelta && { onDelta }) });
    usage.during(model, asking);
    return asking;
  });
  return answer.text;
}
