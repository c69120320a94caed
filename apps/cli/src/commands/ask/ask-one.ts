import type { ChatAnswer, ChatRequest } from "@hexai/chat";
import { UserError } from "@hexai/process";

import { type AnswerWriter, createAnswerWriter } from "../../output/answer-writer.ts";
import { createWriter } from "../../output/create-writer.ts";
import type { Output, Terminal } from "../../output/terminal.ts";
import { startWaiting } from "../../output/waiting-indicator.ts";
import type { CommandContext } from "../command.ts";
import { answerJson } from "./answer-json.ts";
import { firstCodeBlock } from "./code/first-code-block.ts";
import { costOfAnswer, type CountedClient, displayName, startChat } from "./counted-client.ts";
import { writeSummary } from "./summary-line.ts";

export interface AskOptions {
  /** Only the first fenced code block, which is not streamed: half of a script is worse than none. */
  readonly code?: boolean;
  /** One JSON object instead of the text. */
  readonly json: boolean;
  /** False: the text is written when it is complete, or not at all. */
  readonly stream: boolean;
  /** The text is Markdown that is rendered. */
  readonly markdown: boolean;
  /** Nothing on stderr. */
  readonly quiet: boolean;
  /** Resolves with the id of the conversation when it is written; with undefined when it is not kept. */
  readonly conversationId?: () => Promise<string | undefined>;
}

/**
 * `hexai [prompt …]`: streams one answer to stdout, then says on stderr what it cost.
 *
 * @throws {ChatError} After the part that arrived was written, if the answer is streamed.
 * @throws {UserError} When the code block that was wanted has no end.
 */
export async function askOne(
  request: ChatRequest,
  client: CountedClient,
  { terminal, now }: Pick<CommandContext, "now" | "terminal">,
  options: AskOptions,
): Promise<void> {
  const { chat, usage, cachedMs } = client;
  const { provider, model } = chat;
  const startedAt = now();
  const answer = await requestAnswer(request, client, terminal, options);
  const elapsedMs = now() - startedAt;
  const report = { provider, model, elapsedMs, answer, cachedMs: cachedMs() };
  const isShown = !options.quiet && terminal.err.isTerminal;
  const costUsd = options.json || isShown ? await costOfAnswer(client, answer) : undefined;
  if (options.json) {
    const conversation = await options.conversationId?.();
    await write(answerJson({ ...report, conversation, costUsd }), createAnswerWriter(terminal.out));
  }
  const snapshot = await usage.snapshot();
  if (!options.quiet && !terminal.signal.aborted) {
    const figures = snapshot && (await usage.figuresOf(snapshot));
    writeSummary(terminal.err, { ...report, snapshot, costUsd, figures });
  }
}

async function requestAnswer(
  request: ChatRequest,
  client: CountedClient,
  terminal: Terminal,
  { code, json, stream, markdown, quiet }: AskOptions,
): Promise<ChatAnswer> {
  const waiting = quiet ? undefined : startWaiting(terminal.err, [displayName(client.chat)]);
  try {
    if (stream && !json && code !== true) {
      const out = withWriteListener(terminal.out, () => waiting?.stop());
      return await streamAnswer(request, client, { ...terminal, out }, markdown);
    }
    const answer =
      code === true
        ? await requestCode(request, client, terminal, () => waiting?.stop())
        : await startChat(client, request, { signal: terminal.signal });
    waiting?.stop();
    if (!json) {
      await write(answer.text, createWriter(terminal.out, markdown));
    }
    return answer;
  } finally {
    waiting?.stop();
  }
}

/**
 * The answer with nothing but its code as its text; without a fenced block, that is all of it. What is not whole goes to stderr: a
 * shell that reads stdout must not run it.
 */
async function requestCode(
  request: ChatRequest,
  client: CountedClient,
  { err, signal }: Terminal,
  onEnd: () => void,
): Promise<ChatAnswer> {
  let arrived = "";
  const onDelta = (delta: string): void => {
    arrived += delta;
  };
  try {
    const answer = await startChat(client, request, { signal, onDelta });
    const block = firstCodeBlock(answer.text);
    if (block.type === "unclosed") {
      throw new UserError(
        1,
        "the code block of the answer has no end, so it may not be whole; ask again",
      );
    }
    return block.type === "none" ? answer : { ...answer, text: block.code };
  } catch (error) {
    onEnd();
    if (!signal.aborted) {
      await write(arrived, createAnswerWriter(err));
    }
    throw error;
  }
}

async function streamAnswer(
  request: ChatRequest,
  client: CountedClient,
  { out, signal }: Terminal,
  markdown: boolean,
): Promise<ChatAnswer> {
  const writer = createWriter(out, markdown);
  const onDelta = (delta: string): Promise<void> => {
    writer.write(delta);
    return out.drained(signal);
  };
  try {
    return await startChat(client, request, { signal, onDelta, keepText: false });
  } finally {
    await writer.end();
  }
}

/** The same output, except that it calls `onWrite` first: rendered text is written later than it arrives. */
function withWriteListener(out: Output, onWrite: () => void): Output {
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
