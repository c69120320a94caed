import { UserError } from "@hexai/process";

import {
  conversationNamed,
  conversationOfTerminal,
} from "../../conversation/choose-conversation.ts";
import type { Conversation } from "../../conversation/message.ts";
import type { ConversationStore } from "../../conversation/store/io/conversation-store.ts";
import { terminalId } from "../../conversation/store/io/terminal-id.ts";
import type { LogRequest } from "./command.ts";

type RemoveRequest = Extract<LogRequest, { type: "remove" }>;

/** The conversation to show. @throws {UserError} When there is none. */
export function chooseShown(
  store: ConversationStore,
  wanted: string | undefined,
  now: number,
): Conversation {
  if (wanted !== undefined) {
    return conversationNamed(store, wanted, now);
  }
  const terminal = terminalId();
  const own = terminal === undefined ? undefined : conversationOf(store, terminal, now);
  const shown = own ?? lastOf(store);
  if (shown === undefined) {
    throw new UserError(1, "no conversation is kept yet");
  }
  return shown;
}

function conversationOf(
  store: ConversationStore,
  terminal: string,
  now: number,
): Conversation | undefined {
  try {
    return conversationOfTerminal(store, terminal, now);
  } catch (error) {
    if (error instanceof UserError) {
      return undefined;
    }
    throw error;
  }
}

/** The ids of the conversations to remove. @throws {UserError} When one of several is not there: then none is removed. */
export function chooseRemoved(
  store: ConversationStore,
  chosen: RemoveRequest["chosen"],
  now: number,
): readonly string[] {
  if (chosen === "all") {
    return [...store.ids];
  }
  if ("olderThanMs" in chosen) {
    return store
      .files()
      .filter(({ usedAt }) => now - usedAt >= chosen.olderThanMs)
      .map(({ id }) => id);
  }
  const ids = chosen.conversations.map((wanted) =>
    store.ids.has(wanted) ? wanted : conversationNamed(store, wanted, now).id,
  );
  return [...new Set(ids)];
}

function lastOf(store: ConversationStore): Conversation | undefined {
  for (const { id } of store.files()) {
    const conversation = store.read(id);
    if (conversation !== undefined) {
      return conversation;
    }
  }
  return undefined;
}
