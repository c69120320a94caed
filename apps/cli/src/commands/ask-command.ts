import type { ChatAnswer, ChatClient, ChatRequest } from "@hexai/chat";

import { createAnswerWriter } from "../answer-writer.ts";
import type { UsageRecorder } from "../record-usage.ts";
import { summaryLine } from "../summary-line.ts";
import type { Terminal } from "../terminal.ts";

export interface AskOptions {
  /** No summary line. */
  readonly quiet: boolean;
}

/**
 * `hexai [prompt …]`: streams one answer to stdout, then says on stderr what it cost.
 *
 * @param chat - Reports what it did to `usage`.
 * @throws {ChatError} After what arrived was written.
 */
export async function askCommand(
  request: ChatRequest,
  chat: ChatClient,
  usage: Pick<UsageRecorder, "abandon" | "begin" | "finish">,
  terminal: Terminal,
  { quiet }: AskOptions,
): Promise<void> {
  const startedAt = terminal.now();
  usage.begin();
  const answer = await streamed(request, chat, terminal).catch(async (error: unknown) => {
    await usage.abandon();
    throw error;
  });
  const elapsedMs = terminal.now() - startedAt;
  const snapshot = await usage.finish();
  if (!quiet && !terminal.signal.aborted) {
    const { provider, model } = chat;
    terminal.err.write(`${summaryLine({ provider, model, elapsedMs, answer, snapshot })}\n`);
  }
}

async function streamed(
  request: ChatRequest,
  chat: ChatClient,
  { out, signal }: Terminal,
): Promise<ChatAnswer> {
  const writer = createAnswerWriter(out);
  try {
    return await chat.chat(request, { signal, onDelta: (delta) => writer.write(delta) });
  } finally {
    writer.end();
  }
}
