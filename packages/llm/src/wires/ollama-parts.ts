import { Ollama } from "ollama/browser";

import { errorFor } from "../errors/error-for.ts";
import type { ChatTarget } from "../target/chat-target.ts";
import type { Send } from "../transport/send.ts";
import type { AnswerPart } from "./answer-part.ts";
import { type Fetch, fetchOver, responseOf } from "./sdk-fetch.ts";
import { tokensOf } from "./tokens-of.ts";
import { type LineTrouble, wholeLinesOf } from "./whole-lines.ts";

/** What Ollama streams, whether it chats or generates. */
export interface OllamaPiece {
  readonly done: boolean;
  /** Set on the last piece: "stop", "length" … */
  readonly done_reason: string;
  /** Tokens, on the last piece. */
  readonly prompt_eval_count?: number;
  readonly eval_count?: number;
}

/** One streamed request to Ollama. */
export interface OllamaRequest<Piece extends OllamaPiece> {
  /** Where Ollama is, without `/api`. */
  readonly host: string;
  /** Sends the request that streams. */
  readonly ask: (client: Ollama) => Promise<AsyncIterable<Piece>>;
  /** Where a piece has its text, if it has one. */
  readonly textOf: (piece: unknown) => unknown;
}

/**
 * The parts of one streamed answer of Ollama, over its own client.
 *
 * @yields Texts, and the end or Ollama's error.
 * @throws {ChatError} While iterating, `unreadable` for something else than lines of JSON with texts.
 */
export async function* ollamaParts<Piece extends OllamaPiece>(
  { host, ask, textOf }: OllamaRequest<Piece>,
  target: ChatTarget,
  send: Send,
): AsyncGenerator<AnswerPart> {
  let end: Promise<LineTrouble | undefined> | undefined;
  const client = createOllama(host, target, async (input, init) => {
    const response = await fetchOver(send)(input, init);
    const checked = response.body && wholeLinesOf(response.body);
    end = checked?.end;
    return responseOf(checked?.lines ?? null, response);
  });
  let reason: string | undefined;
  let tokens: ReturnType<typeof tokensOf> = {};
  for await (const piece of await ask(client)) {
    const text = textOf(piece) ?? "";
    if (typeof text !== "string") {
      throw errorFor(target).unreadable();
    }
    yield { type: "text", text };
    reason = piece.done_reason;
    tokens = tokensOf(piece.prompt_eval_count, piece.eval_count);
  }
  const trouble = await end;
  if (trouble?.type === "garbled") {
    throw errorFor(target).unreadable();
  }
  if (trouble?.type === "error") {
    yield { type: "error", error: trouble.error };
  }
  if (trouble === undefined) {
    yield { type: "end", reason: reason === "length" ? "length" : "stop", ...tokens };
  }
}

/** Ollama's own client, with the key of `target` when it has one. */
function createOllama(host: string, { key }: ChatTarget, fetch: Fetch): Ollama {
  return new Ollama({
    host,
    fetch,
    headers: key === undefined ? {} : { Authorization: `Bearer ${key.value}` },
  });
}
