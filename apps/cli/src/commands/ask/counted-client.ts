import {
  type ChatAnswer,
  type ChatClient,
  type ChatOptions,
  type ChatRequest,
  toFinishedChat,
} from "@hexai/chat";
import type { Config } from "@hexai/config";
import { sanitizeName } from "@hexai/terminal/text";
import type { UsageRecorder } from "@hexai/usage";

import type { AnswerFacts } from "../../conversation/conversation-session.ts";

/** A client whose Chats are counted, and what is known beside its answer. */
export interface CountedClient {
  readonly chat: ChatClient;
  /** Counts the requests of `chat`. */
  readonly usage: Pick<UsageRecorder, "costOf" | "during" | "figuresOf" | "snapshot">;
  /** After an answer from the cache: its age in milliseconds. */
  readonly cachedMs: () => number | undefined;
}

/** Starts a Chat, which tmux shows until it has ended. */
export function startChat(
  { chat, usage }: CountedClient,
  request: ChatRequest,
  options: ChatOptions,
): Promise<ChatAnswer> {
  const answer = chat.chat(request, {
    ...options,
    onUnderWay() {
      usage.during(chat, answer);
      options.onUnderWay?.();
    },
  });
  return answer;
}

/** How a model is called in headings and in messages. */
export function displayName({ provider, model }: Pick<ChatClient, "model" | "provider">): string {
  return sanitizeName(`${provider}:${model}`);
}

/** What an answer cost, in US dollars; undefined when that is not known. An answer from the cache is no request and costs nothing. */
export async function costOfAnswer(
  { chat, usage, cachedMs }: CountedClient,
  answer: ChatAnswer,
): Promise<number | undefined> {
  return cachedMs() === undefined ? usage.costOf(toFinishedChat(chat, answer)) : undefined;
}

/**
 * What a conversation keeps of an answer. The user's own prices are used at once: when the conversation is listed, they may have
 * changed, and reading the configuration would take longer than the list.
 */
export function answerFacts(
  client: CountedClient,
  { prices }: Pick<Config, "prices">,
): AnswerFacts {
  return {
    isCached: () => client.cachedMs() !== undefined,
    costOf: prices.size === 0 ? undefined : (answer) => costOfAnswer(client, answer),
  };
}
