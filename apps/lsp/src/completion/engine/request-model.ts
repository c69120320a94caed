import {
  type ChatMessage,
  ChatError,
  type FinishedChat,
  sentBytesOf,
  utf8BytesOf,
} from "@hexai/chat";

import type { Via, Words } from "../postprocess/postprocess-partial.ts";
import type { Surroundings } from "../prompt/context-window.ts";
import type { Completer } from "./completion-model.ts";

/** What a model is asked. */
export interface Question extends Surroundings {
  readonly languageId: string;
  readonly maxTokens: number;
  readonly temperature: number;
  /** Texts that end a native completion. */
  readonly stop: readonly string[];
  /** The same in words, for a model that cannot be asked natively. */
  readonly messages: () => readonly ChatMessage[];
}

export interface AskOptions {
  /** Aborting closes the connection and rejects with a `ChatError` whose code is `aborted`. */
  readonly signal: AbortSignal;
  /** Called with everything so far whenever more has come. The model is stopped when it returns true. */
  readonly isEnough: (words: Words) => boolean;
  /** Told of an answer that was stopped because it was enough: it counts like any other. */
  readonly onStopped: (chat: FinishedChat) => void;
}

/**
 * Asks natively where the model can be asked so, in a Chat otherwise, and resolves with all that it said or as much as is
 * enough.
 *
 * @throws {ChatError} (as a rejection) As the clients do.
 */
export async function askModel(
  { provider, model, native, chat }: Completer,
  question: Question,
  { signal, isEnough, onStopped }: AskOptions,
): Promise<Words> {
  const enough = new AbortController();
  let text = "";

  function optionsFor(via: Via) {
    return {
      signal: AbortSignal.any([signal, enough.signal]),
      onDelta(piece: string) {
        text += piece;
        if (!enough.signal.aborted && isEnough({ text, via, isWhole: false })) {
          enough.abort();
        }
      },
    };
  }

  async function stopped(
    via: Via,
    sentBytes: () => number,
    ask: () => Promise<{ readonly text: string } | undefined>,
  ): Promise<Words | undefined> {
    try {
      const answer = await ask();
      return answer && { text: answer.text, via, isWhole: true };
    } catch (error) {
      const isAborted = error instanceof ChatError && error.code === "aborted";
      if (!isAborted || signal.aborted || !enough.signal.aborted) {
        throw error;
      }
      onStopped({ provider, model, sentBytes: sentBytes(), recvBytes: utf8BytesOf(text) });
      return { text, via, isWhole: true };
    }
  }

  const { prefix, suffix, languageId, maxTokens, temperature, stop } = question;
  const natively = await stopped(
    "native",
    () => utf8BytesOf(prefix) + utf8BytesOf(suffix),
    () =>
      native.complete(
        { prefix, suffix, languageId, maxTokens, temperature, stop },
        optionsFor("native"),
      ),
  );
  if (natively !== undefined) {
    return natively;
  }
  const messages = question.messages();
  const chatted = await stopped(
    "chat",
    () => sentBytesOf(messages),
    () => chat.chat({ messages, maxTokens, temperature }, optionsFor("chat")),
  );
  return chatted ?? { text: "", via: "chat", isWhole: true };
}
