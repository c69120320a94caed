import type { ChatAnswer, ChatClient, ChatOptions, ChatRequest } from "@hexai/chat";
import { sanitizeName } from "@hexai/terminal/text";
import type { UsageRecorder } from "@hexai/usage";

/** Who is asked, and what is known beside the answer. */
export interface Respondent {
  readonly chat: ChatClient;
  /** Counts the requests of `chat`. */
  readonly usage: Pick<UsageRecorder, "during" | "snapshot">;
  /** Age of the answer in milliseconds if it came out of the cache, once it is there. */
  readonly cachedMs: () => number | undefined;
}

/** Starts a Chat, which tmux shows until it has ended. */
export function startChat(
  { chat, usage }: Respondent,
  request: ChatRequest,
  options: ChatOptions,
): Promise<ChatAnswer> {
  const answer = chat.chat(request, options);
  usage.during(chat, answer);
  return answer;
}

/** How a model is called where people read it. */
export function nameOf({ provider, model }: Pick<ChatClient, "model" | "provider">): string {
  return sanitizeName(`${provider}:${model}`);
}
