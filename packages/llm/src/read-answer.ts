import type { TokenUsage } from "@hexai/chat";

import type { AnswerPart, EndReason } from "./answer-part.ts";
import type { ChatTarget } from "./chat-target.ts";
import { brokenOff, streamErrorOf } from "./failure-of.ts";
import { createPairKeeper } from "./pair-keeper.ts";

/** A whole answer. */
export interface ReadAnswer {
  readonly text: string;
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
  onText: (text: string) => void,
): Promise<ReadAnswer> {
  const pairs = createPairKeeper();
  let text = "";
  let reason: EndReason | undefined;
  let tokens: TokenUsage | undefined;
  const add = (piece: string): void => {
    if (piece !== "") {
      text += piece;
      onText(piece);
    }
  };
  for await (const part of parts) {
    if (part.type === "text") {
      add(pairs.push(part.text));
    } else if (part.type === "end") {
      ({ reason, tokens } = part);
    } else {
      throw streamErrorOf(part.error, target, text !== "");
    }
  }
  add(pairs.end());
  if (reason === undefined) {
    throw brokenOff(target);
  }
  return { text, reason, tokens };
}
