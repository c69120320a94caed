import type { PreparedAction } from "@hexai/actions";
import type { ChatClient } from "@hexai/chat";

import type { UsageRecorder } from "./record-usage.ts";

/** Resolves when the text has been handed over. */
type WriteResult = (text: string) => Promise<void>;

/**
 * Selection → Chat → result. The result is written before anything is counted; a failure writes nothing.
 *
 * @throws {ChatError} (as a rejection) From `chat`. Whatever `write` throws passes too.
 */
export async function runAction(
  prepared: PreparedAction,
  chat: ChatClient,
  { usage, write, signal }: ActionSurroundings,
): Promise<void> {
  usage.begin();
  try {
    const { text } = await chat.chat({ messages: prepared.messages }, { signal });
    await write(prepared.resultOf(text));
  } finally {
    await usage.settle();
  }
}

export interface ActionSurroundings {
  readonly usage: UsageRecorder;
  readonly write: WriteResult;
  readonly signal: AbortSignal;
}
