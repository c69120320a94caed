import {
  type ChatAnswer,
  type ChatClient,
  ChatError,
  type ChatMessage,
  type ChatOptions,
  type ChatRequest,
  sentBytesOf,
  utf8BytesOf,
} from "@hexai/chat";

import { contentOf } from "./message.ts";
import type { History, Turn } from "./position.ts";

interface HistoryOptions {
  /** Whether a part of the answer has come. */
  readonly hasBegun: () => boolean;
  /** Gets how many turns are left out. */
  readonly onLeftOut: (count: number) => void;
}

/** Sends the question behind everything that was said before; when that is too long, once more behind the newer half of it. */
export async function askWithHistory(
  chat: ChatClient,
  request: ChatRequest,
  options: ChatOptions,
  history: History,
  { hasBegun, onLeftOut }: HistoryOptions,
): Promise<{ readonly answer: ChatAnswer; readonly isShortened: boolean }> {
  const withTurns = (turns: readonly Turn[]): ChatRequest => ({
    ...request,
    messages: messagesWith(request.messages, { ...history, turns }),
  });
  try {
    return { answer: await chat.chat(withTurns(history.turns), options), isShortened: false };
  } catch (error) {
    const isTooLong = error instanceof ChatError && error.isTooLong && !hasBegun();
    if (!isTooLong || history.turns.length === 0) {
      throw error;
    }
    const turns = newerHalf(history, chat);
    onLeftOut(history.turns.length - turns.length);
    return { answer: await chat.chat(withTurns(turns), options), isShortened: true };
  }
}

/** The instruction, what was said, and the question, which is the last one of `messages`. */
function messagesWith(
  messages: readonly ChatMessage[],
  { system = "", turns }: History,
): readonly ChatMessage[] {
  return [
    ...(system === "" ? [] : [{ role: "system" as const, content: system }]),
    ...turns.flatMap(({ question, answer }): readonly ChatMessage[] => [
      { role: "user", content: contentOf(question) },
      { role: "assistant", content: answer.content },
    ]),
    ...messages.slice(-1),
  ];
}

function bytesOf({ question, answer }: Turn): number {
  return sentBytesOf([
    { role: "user", content: contentOf(question) },
    { role: "assistant", content: answer.content },
  ]);
}

/**
 * The turns without the oldest ones, so that half of what the model is known to read at once is left: the largest input that it has
 * answered. The last one may have been shortened itself, and half of that would be less with each turn.
 */
function newerHalf(
  { system = "", turns }: History,
  { provider, model }: Pick<ChatClient, "model" | "provider">,
): readonly Turn[] {
  const all = turns.reduce((sum, turn) => sum + bytesOf(turn), utf8BytesOf(system));
  const known = turns.flatMap(({ answer: { bytes, model: asked } }) =>
    asked.provider === provider && asked.name === model && bytes !== undefined ? [bytes.sent] : [],
  );
  const half = Math.max(...(known.length === 0 ? [all] : known)) / 2;
  let left = all;
  const first = turns.findIndex((turn, index) => {
    const fits = index > 0 && left <= half;
    left -= bytesOf(turn);
    return fits;
  });
  return first === -1 ? [] : turns.slice(first);
}
