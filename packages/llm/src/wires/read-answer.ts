import { type TokenUsage, utf8BytesOf } from "@hexai/chat";

import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import type { AnswerPart, EndReason } from "./answer-part.ts";
import { createPairKeeper } from "./pair-keeper.ts";

/** What becomes of the pieces. */
export interface ReadOptions {
  /** What comes next is not read before it is done. */
  readonly onText: (text: string) => Promise<void>;
  readonly keepText: boolean;
}

/** A whole answer. */
export interface ReadAnswer {
  /** Empty when it was not to be kept. */
  readonly text: string;
  /** Of the text, in UTF-8. */
  readonly bytes: number;
  readonly reason: EndReason;
  readonly tokens: TokenUsage | undefined;
}

/**
 * Reads an answer to its end and passes every piece on as it comes, white space too, empty ones not.
 *
 * @throws {ChatError} (as a rejection) `incomplete` when it has no end, and what the provider says in the stream.
 */
export async function readAnswer(
  parts: AsyncIterable<AnswerPart>,
  target: ChatTarget,
  { onText, keepText }: ReadOptions,
): Promise<ReadAnswer> {
  const pairs = createPairKeeper();
  let text = "";
  let bytes = 0;
  let reason: EndReason | undefined;
  let tokens: TokenUsage | undefined;
  const add = async (piece: string): Promise<void> => {
    if (piece !== "") {
      text += keepText ? piece : "";
      bytes += utf8BytesOf(piece);
      await onText(piece);
    }
  };
  for await (const part of parts) {
    if (part.type === "text") {
      await add(pairs.push(part.text));
    } else if (part.type === "end") {
      ({ reason, tokens } = part);
    } else {
      throw errorFor(target).inStream(part.error, bytes > 0);
    }
  }
  await add(pairs.end());
  if (reason === undefined) {
    throw errorFor(target).brokenOff();
  }
  return { text, bytes, reason, tokens };
}
