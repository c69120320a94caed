import type { ChatAnswer, ChatRequest } from "@hexai/chat";

import { type AnswerWriter, createAnswerWriter } from "../../output/answer-writer.ts";
import { createWriter } from "../../output/create-writer.ts";
import type { Output, Terminal } from "../../output/terminal.ts";
import { startWaiting } from "../../output/waiting-indicator.ts";
import { answerJson } from "./answer-json.ts";
import { nameOf, type Respondent, startChat } from "./respondent.ts";
import { summaryLine } from "./summary-line.ts";

export interface AskOptions {
  /** One JSON object instead of the text. */
  readonly json: boolean;
  /** False: the text is written when it is whole, or not at all. */
  readonly stream: boolean;
  /** The text is rendered for a person. */
  readonly markdown: boolean;
  /** Nothing on stderr. */
  readonly quiet: boolean;
}

/**
 * `hexai [prompt …]`: streams one answer to stdout, then says on stderr what it cost.
 *
 * @throws {ChatError} After what arrived was written, if it was to be streamed.
 */
export async function askCommand(
  request: ChatRequest,
  respondent: Respondent,
  terminal: Terminal,
  options: AskOptions,
): Promise<void> {
  const { chat, usage, cachedMs } = respondent;
  const { provider, model } = chat;
  const startedAt = terminal.now();
  const answer = await answered(request, respondent, terminal, options);
  const elapsedMs = terminal.now() - startedAt;
  const report = { provider, model, elapsedMs, answer, cachedMs: cachedMs() };
  if (options.json) {
    await write(answerJson(report), createAnswerWriter(terminal.out));
  }
  const snapshot = await usage.snapshot();
  if (!options.quiet && !terminal.signal.aborted) {
    terminal.err.write(`${summaryLine({ ...report, snapshot })}\n`);
  }
}

async function answered(
  request: ChatRequest,
  respondent: Respondent,
  terminal: Terminal,
  { json, stream, markdown, quiet }: AskOptions,
): Promise<ChatAnswer> {
  const waiting = quiet ? undefined : startWaiting(terminal.err, [nameOf(respondent.chat)]);
  try {
    if (stream && !json) {
      const out = announcing(terminal.out, () => waiting?.stop());
      return await streamed(request, respondent, { ...terminal, out }, markdown);
    }
    const answer = await startChat(respondent, request, { signal: terminal.signal });
    waiting?.stop();
    if (!json) {
      await write(answer.text, createWriter(terminal.out, markdown));
    }
    return answer;
  } finally {
    waiting?.stop();
  }
}

async function streamed(
  request: ChatRequest,
  respondent: Respondent,
  { out, signal }: Terminal,
  markdown: boolean,
): Promise<ChatAnswer> {
  const writer = createWriter(out, markdown);
  const onDelta = (delta: string): Promise<void> => {
    writer.write(delta);
    return out.room(signal);
  };
  try {
    return await startChat(respondent, request, { signal, onDelta, keepText: false });
  } finally {
    await writer.end();
  }
}

/** `out` that calls `onWrite` before each text: what is rendered is written later than it comes. */
function announcing(out: Output, onWrite: () => void): Output {
  return {
    ...out,
    write(text) {
      onWrite();
      return out.write(text);
    },
  };
}

async function write(text: string, writer: AnswerWriter): Promise<void> {
  writer.write(text);
  await writer.end();
}
