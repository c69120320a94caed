import { AISDKError, APICallError } from "@ai-sdk/provider";
import type { ChatError } from "@hexai/chat";

import { type ChatTarget, chatErrorOf } from "./chat-target.ts";
import { plainWordsOf } from "./plain-words.ts";
import { refusalOf } from "./refusal-of.ts";

/** How far a request had come when it failed. */
export interface FailedAttempt {
  /** The caller's signal ended it. */
  readonly aborted: boolean;
  /** Our own limit on silence ended it; in seconds. */
  readonly silentSeconds: number | undefined;
  /** What broke the body of the response, if anything did. */
  readonly brokenBy: unknown;
  /** A part of the answer had arrived. */
  readonly begun: boolean;
}

/** What a failure of the AI SDK or the network means, or undefined when it is neither: a bug. */
export function failureOf(
  error: unknown,
  target: ChatTarget,
  { aborted, silentSeconds, brokenBy, begun }: FailedAttempt,
): ChatError | undefined {
  const facts = { cause: error };
  if (aborted) {
    return chatErrorOf(target, "aborted", "stopped, because the request was cancelled", facts);
  }
  if (silentSeconds !== undefined) {
    const predicate = `was silent for ${silentSeconds} s; try again, or raise general.request_timeout`;
    return chatErrorOf(target, "timeout", predicate, facts);
  }
  if (brokenBy !== undefined) {
    return cutOf(brokenBy, target, begun);
  }
  if (APICallError.isInstance(error)) {
    const { statusCode } = error;
    if (statusCode !== undefined && (statusCode < 200 || statusCode > 299)) {
      return refusalOf(error, statusCode, target);
    }
    return statusCode === undefined ? noConnection(target, error) : unreadable(target, error);
  }
  // A piece of the stream that is not what OpenAI sends.
  return AISDKError.isInstance(error) ? unreadable(target, error) : undefined;
}

/** The error object that a provider put into its stream, instead of the rest of the answer. */
export function streamErrorOf(error: unknown, target: ChatTarget): ChatError {
  const words = plainWordsOf(messageOf(error), target.key.value);
  return chatErrorOf(target, "incomplete", `broke off: ${words}; ask again`);
}

/** An answer whose parts do not make sense, or that is none. */
export function unreadable(target: ChatTarget, cause?: unknown): ChatError {
  const predicate = "sent an answer that cannot be read; check openai.base_url and the model";
  return chatErrorOf(target, "unreadable", predicate, { cause });
}

function cutOf(cause: unknown, target: ChatTarget, begun: boolean): ChatError {
  if (begun) {
    return chatErrorOf(target, "incomplete", "broke off in the middle; ask again", { cause });
  }
  const predicate = `closed the connection before it answered (${networkCodeOf(cause)}); try again`;
  return chatErrorOf(target, "unreachable", predicate, { cause });
}

function noConnection(target: ChatTarget, cause: Error): ChatError {
  const { host } = new URL(target.baseUrl);
  const predicate = `cannot be reached at ${host} (${networkCodeOf(cause)}); check the network and openai.base_url`;
  return chatErrorOf(target, "unreachable", predicate, { cause });
}

/** The code of the first error in the chain that has one: `ECONNREFUSED`, `UND_ERR_SOCKET` … */
function networkCodeOf(error: unknown): string {
  let current = error;
  while (current instanceof Error) {
    if ("code" in current && typeof current.code === "string") {
      return current.code;
    }
    current = current.cause;
  }
  return "no reason given";
}

function messageOf(error: unknown): string {
  const hasMessage = typeof error === "object" && error !== null && "message" in error;
  return hasMessage ? String(error.message) : JSON.stringify(error);
}
