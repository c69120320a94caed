import type { Environment } from "@hexai/config";

import { createSession, type ConversationSession } from "./conversation-session.ts";
import type { Sweeper } from "./create-sweeper.ts";
import type { Conversation } from "./message.ts";
import { messageId } from "./store/io/message-id.ts";

export interface StartSessionOptions {
  /** The one that goes on; without it, a new one begins. */
  readonly conversation?: Conversation | undefined;
  /** The name of a new one. */
  readonly name?: string | undefined;
  readonly terminal: string | undefined;
  /** Says where it is kept, if it is. */
  readonly env: Environment;
  readonly isKept: boolean;
  /** Removes old ones. */
  readonly sweeper: Sweeper;
  readonly onNote: (note: string) => void;
  readonly now: () => number;
}

/** Begins a conversation, or goes on with one. What writes it is loaded when the first question has been sent. */
export function startSession(options: StartSessionOptions): ConversationSession {
  const { conversation, name, terminal, env, isKept, sweeper, onNote, now } = options;
  return createSession({
    conversation,
    terminal,
    onNote,
    now,
    newId: () => messageId(now()),
    openLog: isKept ? openSwept : undefined,
  });

  async function openSwept() {
    const log = await openLog(env, conversation?.id, name);
    sweeper.start();
    return log;
  }
}

async function openLog(env: Environment, id: string | undefined, name: string | undefined) {
  const { openConversationLog } = await import("./store/io/conversation-log.ts");
  return openConversationLog({ env, id, name });
}
