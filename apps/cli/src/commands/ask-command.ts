import type { ChatAnswer, ChatClient, ChatRequest } from "@hexai/chat";

import { answerJson } from "../answer-json.ts";
import { createAnswerWriter } from "../answer-writer.ts";
import type { UsageRecorder } from "../record-usage.ts";
import { summaryLine } from "../summary-line.ts";
import type { Terminal } from "../terminal.ts";
import { startWaiting } from "../waiting-indicator.ts";

export interface AskOptions {
  /** One JSON object instead of the text. */
  readonly json: boolean;
  /** False: the text is written when it is whole, or not at all. */
  readonly stream: boolean;
  /** Nothing on stderr. */
  readonly quiet: boolean;
}

/** Who is asked, and what is known beside the answer. */
export interface Respondent {
  /** Reports what it did to `usage`. */
  readonly chat: ChatClient;
  readonly usage: Pick<UsageRecorder, "abandon" | "begin" | "finish">;
  /** Age of the answer in milliseconds if it came out of the cache, once it is there. */
  readonly cachedMs: () => number | undefined;
}

/**
 * `hexai [prompt …]`: streams one answer to stdout, then says on stderr what it cost.
 *
 * @throws {ChatError} After what arrived was written, if it was to be streamed.
 */
export async function askCommand(
  request: ChatRequest,
  { chat, usage, cachedMs }: Respondent,
  terminal: Terminal,
  options: AskOptions,
): Promise<void> {
  const { provider, model } = chat;
  const startedAt = terminal.now();
  usage.begin();
  const answer = await answered(request, chat, terminal, options).catch(async (error: unknown) => {
    await usage.abandon();
    throw error;
  });
  const elapsedMs = terminal.now() - startedAt;
  const report = { provider, model, elapsedMs, answer, cachedMs: cachedMs() };
  if (options.json) {
    write(answerJson(report), terminal);
  }
  const snapshot = await usage.finish();
  if (!options.quiet && !terminal.signal.aborted) {
    terminal.err.write(`${summaryLine({ ...report, snapshot })}\n`);
  }
}

async function answered(
  request: ChatRequest,
  chat: ChatClient,
  terminal: Terminal,
  { json, stream, quiet }: AskOptions,
): Promise<ChatAnswer> {
  const waiting = quiet ? undefined : startWaiting(terminal.err, chat);
  try {
    if (stream && !json) {
      return await streamed(request, chat, terminal, () => waiting?.stop());
    }
    const answer = await chat.chat(request, { signal: terminal.signal });
    waiting?.stop();
    if (!json) {
      write(answer.text, terminal);
    }
    return answer;
  } finally {
    waiting?.stop();
  }
}

async function streamed(
  request: ChatRequest,
  chat: ChatClient,
  { out, signal }: Terminal,
  onBegin: () => void,
): Promise<ChatAnswer> {
  const writer = createAnswerWriter(out);
  const onDelta = (delta: string): void => {
    onBegin();
    writer.write(delta);
  };
  try {
    return await chat.chat(request, { signal, onDelta });
  } finally {
    writer.end();
  }
}

function write(text: string, { out }: Terminal): void {
  const writer = createAnswerWriter(out);
  writer.write(text);
  writer.end();
}
